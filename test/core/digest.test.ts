import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DigestStream, digestFromBytes, digestOf } from '../../src/core/digest.ts';

/** FIPS 180-4 example values. */
const EMPTY = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const ABC = 'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

describe('digests', () => {
  it('are SHA-256 in lower-case hex, strings as UTF-8', () => {
    assert.equal(digestOf(''), EMPTY);
    assert.equal(digestOf('abc'), ABC);
    assert.equal(digestOf('é'), digestOf(Uint8Array.of(0xc3, 0xa9)));
  });

  it('do not depend on how the bytes arrive', () => {
    const property = fc.property(fc.array(fc.uint8Array()), (pieces) => {
      const stream = new DigestStream();
      for (const piece of pieces) stream.update(piece);
      assert.equal(stream.finish(), digestOf(Buffer.concat(pieces)));
    });
    fc.assert(property);
  });

  it('are read from a window of raw bytes', () => {
    const bytes = Buffer.from(`00${ABC.slice(7)}00`, 'hex');
    assert.equal(digestFromBytes(bytes.subarray(1, 33)), ABC);
  });
});
