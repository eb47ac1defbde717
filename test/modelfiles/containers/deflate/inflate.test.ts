import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { CredenceError } from '../../../../src/core/error.ts';
import { inflateRaw } from '../../../../src/modelfiles/containers/deflate/inflate.ts';
import { MemorySource } from '../../../../src/modelfiles/sources/memory-source.ts';

function inflate(packed: Uint8Array): { readonly bytes: Buffer; readonly end: number } {
  const pieces: Buffer[] = [];
  const end = inflateRaw(new MemorySource(packed), 0, (piece) => pieces.push(Buffer.from(piece)));
  return { bytes: Buffer.concat(pieces), end };
}

/** What zlib makes of the same bytes; `undefined` where it refuses them. */
function zlibInflate(
  packed: Uint8Array,
): { readonly bytes: Buffer; readonly end: number } | undefined {
  try {
    const { buffer, engine } = inflateRawSync(packed, { info: true }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    return { bytes: buffer, end: engine.bytesWritten };
  } catch {
    return undefined;
  }
}

/** Bytes that repeat themselves near and far, as models do. */
const texts: fc.Arbitrary<Buffer> = fc
  .array(
    fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 3000 })),
    {
      maxLength: 20,
    },
  )
  .map((runs) => Buffer.concat(runs.map(([unit, times]) => Buffer.alloc(times, unit))));

const strategies = [
  constants.Z_DEFAULT_STRATEGY,
  constants.Z_HUFFMAN_ONLY,
  constants.Z_RLE,
  constants.Z_FIXED,
];

describe('inflateRaw', () => {
  it('unpacks what zlib packs, to the byte, at every level and strategy', () => {
    fc.assert(
      fc.property(
        texts,
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom(...strategies),
        (bytes, level, strategy) => {
          const packed = deflateRawSync(bytes, { level, strategy });
          const result = inflate(Buffer.concat([packed, Buffer.from('behind')]));
          assert.equal(result.end, packed.length);
          assert.ok(result.bytes.equals(bytes));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('accepts and refuses what zlib accepts and refuses', () => {
    const packed = fc
      .tuple(
        texts,
        fc.integer({ min: 0, max: 9 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
      )
      .map(([bytes, level, changes]) => {
        const stream = deflateRawSync(bytes, { level });
        for (const [at, value] of changes) stream[at % Math.min(stream.length, 60)] = value;
        return stream;
      });
    fc.assert(
      fc.property(fc.oneof(packed, fc.uint8Array({ minLength: 1, maxLength: 200 })), (stream) => {
        const wanted = zlibInflate(stream);
        if (wanted === undefined) {
          assert.throws(() => inflate(stream), CredenceError);
        } else {
          const result = inflate(stream);
          assert.equal(result.end, wanted.end);
          assert.ok(result.bytes.equals(wanted.bytes));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('refuses a stream that breaks off, wherever it does', () => {
    const packed = deflateRawSync(
      Buffer.from('no stream may end before its end, not even by a bit'),
    );
    for (let length = 0; length < packed.length; length++) {
      assert.throws(() => inflate(packed.subarray(0, length)), { code: 'DATA_TRUNCATED' });
    }
  });
});
