import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { constants, deflateSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { CredenceError } from '../../../src/core/error.ts';
import { unzlib } from '../../../src/modelfiles/containers/deflate/unzlib.ts';
import { gunzip } from '../../../src/modelfiles/containers/gzip/gunzip.ts';
import { unlzma } from '../../../src/modelfiles/containers/lzma/unlzma.ts';
import type { Decode } from '../../../src/modelfiles/containers/stream/packed-inspector.ts';
import { unzstd } from '../../../src/modelfiles/containers/zstd/unzstd.ts';
import { MemorySource } from '../../../src/modelfiles/sources/memory-source.ts';
import { PACKED_SAMPLES, type PackedSample, sampleContent } from './packed-samples.ts';

const CONTENT = sampleContent();
const SAMPLES: readonly PackedSample[] = [
  ...PACKED_SAMPLES,
  { name: 'gzip', decode: gunzip, packed: gzipSync(CONTENT) },
  { name: 'zlib', decode: unzlib, packed: deflateSync(CONTENT) },
];

function unpack(
  decode: Decode,
  packed: Uint8Array,
): { readonly bytes: Buffer; readonly end: number } {
  const pieces: Buffer[] = [];
  const end = decode(new MemorySource(packed), (piece) => pieces.push(Buffer.from(piece)));
  return { bytes: Buffer.concat(pieces), end };
}

for (const { name, decode, packed } of SAMPLES) {
  describe(`what ${name} packs`, () => {
    it('is unpacked, up to the end of the stream and no further', () => {
      const { bytes, end } = unpack(decode, Buffer.concat([packed, Buffer.from('behind')]));
      assert.equal(end, packed.length);
      assert.ok(bytes.equals(CONTENT));
    });

    it('is refused where it breaks off', () => {
      for (let length = 0; length < packed.length; length += 7) {
        assert.throws(() => unpack(decode, packed.subarray(0, length)), CredenceError);
      }
    });

    it('is refused, or the same, after any change', () => {
      const changes = fc.array(fc.tuple(fc.nat(packed.length - 1), fc.nat(255)), {
        minLength: 1,
        maxLength: 3,
      });
      fc.assert(
        fc.property(changes, (changed) => {
          const bytes = Buffer.from(packed);
          for (const [at, value] of changed) bytes[at] = value;
          try {
            assert.ok(unpack(decode, bytes).bytes.equals(CONTENT));
          } catch (error) {
            assert.ok(error instanceof CredenceError, String(error));
          }
        }),
        { numRuns: 500 },
      );
    });
  });
}

describe('unzstd', () => {
  const parts = fc.array(
    fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 900 })),
    { maxLength: 12 },
  );
  const contents = parts.map((runs) =>
    Buffer.concat(runs.map(([unit, times]) => Buffer.alloc(times, unit))),
  );

  it('unpacks what the reference packs, at every level, with a checksum and without', () => {
    fc.assert(
      fc.property(contents, fc.integer({ min: 1, max: 19 }), fc.nat(1), (content, level, sum) => {
        const packed = zstdCompressSync(content, {
          params: {
            [constants.ZSTD_c_compressionLevel]: level,
            [constants.ZSTD_c_checksumFlag]: sum,
          },
        });
        const { bytes, end } = unpack(unzstd, packed);
        assert.equal(end, packed.length);
        assert.ok(bytes.equals(content));
      }),
      { numRuns: 150 },
    );
  });

  it('unpacks nothing that the reference refuses, and nothing in another way', () => {
    fc.assert(
      fc.property(contents, fc.tuple(fc.nat(), fc.nat(255)), (content, [at, value]) => {
        const packed = zstdCompressSync(content);
        packed[4 + (at % (packed.length - 4))] = value;
        let mine: Buffer;
        try {
          mine = unpack(unzstd, packed).bytes;
        } catch (error) {
          assert.ok(error instanceof CredenceError, String(error));
          return;
        }
        assert.ok(mine.equals(zstdDecompressSync(packed)));
      }),
      { numRuns: 1500 },
    );
  });
});

describe('unlzma', () => {
  const { packed } = PACKED_SAMPLES.find(({ decode }) => decode === unlzma) as PackedSample;

  function withSize(size: number): Buffer {
    const bytes = Buffer.from(packed);
    bytes.writeBigUInt64LE(BigInt(size), 5);
    return bytes;
  }

  it('takes an end marker where the size is known, too', () => {
    assert.ok(unpack(unlzma, withSize(CONTENT.length)).bytes.equals(CONTENT));
  });

  it('refuses a size that is not that of the content', () => {
    for (const size of [CONTENT.length - 1, CONTENT.length + 1]) {
      assert.throws(() => unpack(unlzma, withSize(size)), { code: 'DATA_MALFORMED' });
    }
  });

  it('does not hold a dictionary of any size', () => {
    const bytes = Buffer.from(packed);
    bytes.writeUInt32LE(2 ** 30, 1);
    assert.throws(() => unpack(unlzma, bytes), { code: 'LIMIT_EXCEEDED' });
  });
});

describe('gunzip', () => {
  it('refuses places in the header to hide bytes in', () => {
    const plain = gzipSync('content');
    const flagged = (flags: number, field: Buffer): Buffer =>
      Buffer.concat([
        plain.subarray(0, 3),
        Buffer.of(flags),
        plain.subarray(4, 10),
        field,
        plain.subarray(10),
      ]);
    assert.equal(unpack(gunzip, flagged(8, Buffer.from('name\0'))).bytes.toString(), 'content');
    assert.throws(() => unpack(gunzip, flagged(4, Buffer.of(1, 0, 7))), { message: /hides/ });
    assert.throws(() => unpack(gunzip, flagged(16, Buffer.from('comment\0'))), {
      message: /hides/,
    });
    assert.throws(() => unpack(gunzip, flagged(8, Buffer.alloc(2000, 'a'))), { message: /hides/ });
    assert.throws(() => unpack(gunzip, flagged(2, Buffer.of(0, 0))), { message: /checksum/ });
    assert.throws(() => unpack(gunzip, flagged(0x80, Buffer.alloc(0))), {
      message: /mean nothing/,
    });
  });
});
