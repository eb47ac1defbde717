import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeLz4Frame } from '../../../src/engine/reading/lz4-frame.ts';

const MAGIC = [0x04, 0x22, 0x4d, 0x18];
const END = [0, 0, 0, 0];

/** A frame of given blocks, without checksums; `stored` blocks are not compressed. */
function frame(
  blocks: readonly { readonly bytes: readonly number[]; readonly stored?: boolean }[],
): Uint8Array {
  const parts = blocks.flatMap(({ bytes, stored }) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE((bytes.length | (stored ? 0x80000000 : 0)) >>> 0);
    return [...size, ...bytes];
  });
  return Uint8Array.from([...MAGIC, 0x60, 0x40, 0x82, ...parts, ...END]);
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const ascii = (words: string): number[] => [...Buffer.from(words, 'latin1')];

test('literals, overlapping matches, long lengths and linked blocks', () => {
  // 3 literals, then a match of 4 + 8 from 3 back, then the last 5 literals.
  const abc = [0x38, ...ascii('abc'), 3, 0, 0x50, ...ascii('vwxyz')];
  assert.equal(text(decodeLz4Frame(frame([{ bytes: abc }]), 1000)), 'abcabcabcabcabcvwxyz');
  // 1 literal, then a match of 4 + 15 + 255 + 10 from 1 back, then nothing but the last literal.
  const run = [0x1f, ...ascii('a'), 1, 0, 255, 10, 0x10, ...ascii('b')];
  assert.equal(text(decodeLz4Frame(frame([{ bytes: run }]), 1000)), `${'a'.repeat(285)}b`);
  const linked = frame([
    { bytes: ascii('xyz'), stored: true },
    { bytes: [0x00, 3, 0, 0x10, 0x2e] },
  ]);
  assert.equal(text(decodeLz4Frame(linked, 1000)), 'xyzxyzx.');
});

test('stored blocks come back as they are', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 1 })), (blocks) => {
      const stored = frame(blocks.map((bytes) => ({ bytes: [...bytes], stored: true })));
      assert.deepEqual(Buffer.from(decodeLz4Frame(stored, 100_000)), Buffer.concat(blocks));
    }),
  );
});

test('damage of any kind is a RangeError, never a wrong memory access', () => {
  const sound = frame([{ bytes: [0x38, ...ascii('abc'), 3, 0, 0x50, ...ascii('vwxyz')] }]);
  assert.throws(() => decodeLz4Frame(sound, 10), RangeError);
  assert.throws(() => decodeLz4Frame(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]), 10), RangeError);
  fc.assert(
    fc.property(fc.nat(sound.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
      const damaged = Uint8Array.from(sound);
      damaged[at] = byte;
      try {
        assert.ok(decodeLz4Frame(damaged, 10_000).length <= 10_000);
      } catch (error) {
        assert.ok(error instanceof RangeError, String(error));
      }
    }),
  );
});
