import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  addSignature,
  type DsseEnvelope,
  parseEnvelope,
  preAuthEncoding,
  signEnvelope,
} from '../../../src/core/signing/dsse.ts';
import { KeyPair } from '../../../src/core/signing/key-pair.ts';
import { PublicKey } from '../../../src/core/signing/public-key.ts';
import { verifyEnvelope } from '../../../src/core/signing/verify-envelope.ts';

const TYPE = 'http://example.com/HelloWorld';
const PAYLOAD = Buffer.from('hello world');
const alice = KeyPair.generate();
const bob = KeyPair.generate('ecdsa-p384');
const mallory = KeyPair.generate();
const keys = [alice.publicKey, bob.publicKey];

function signed(...signers: readonly KeyPair[]): DsseEnvelope {
  return signEnvelope(TYPE, PAYLOAD, signers);
}

describe('the signed bytes of DSSE', () => {
  it('are those of the protocol’s example', () => {
    assert.equal(
      preAuthEncoding(TYPE, PAYLOAD).toString(),
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    );
  });

  it('count bytes, not characters, and are never the same for two inputs', () => {
    assert.equal(preAuthEncoding('é', Buffer.from('é')).toString(), 'DSSEv1 2 é 2 é');
    const input = fc.tuple(fc.string(), fc.uint8Array());
    const property = fc.property(input, input, ([type, body], [otherType, otherBody]) => {
      const same = type === otherType && Buffer.compare(body, otherBody) === 0;
      const equal = preAuthEncoding(type, body).equals(preAuthEncoding(otherType, otherBody));
      assert.equal(equal, same);
    });
    fc.assert(property);
  });
});

describe('envelopes', () => {
  it('tell payload and signers, in the order of the known keys', () => {
    const verified = verifyEnvelope(signed(bob, alice), { keys, payloadType: TYPE, threshold: 2 });
    assert.deepEqual(verified.payload, PAYLOAD);
    assert.deepEqual(verified.signers, [alice.publicKey.id, bob.publicKey.id]);
  });

  it('gain signatures over the same payload', () => {
    const envelope = addSignature(signed(alice), bob);
    assert.equal(
      verifyEnvelope(envelope, { keys, payloadType: TYPE, threshold: 2 }).signers.length,
      2,
    );
  });

  it('count keys, not signatures', () => {
    const twice = signed(alice, alice);
    assert.throws(() => verifyEnvelope(twice, { keys, payloadType: TYPE, threshold: 2 }), {
      code: 'SIGNATURE_INVALID',
      message: /1 of 2 known keys/,
    });
    const doubled = [alice.publicKey, PublicKey.fromSpki(alice.publicKey.toSpki())];
    assert.throws(() => verifyEnvelope(twice, { keys: doubled, payloadType: TYPE, threshold: 2 }), {
      code: 'SIGNATURE_INVALID',
    });
  });

  it('do not count keys that are unknown, whatever id they claim', () => {
    const [real] = signed(mallory).signatures;
    const claimed = { ...real, sig: real?.sig ?? '', keyid: alice.publicKey.id };
    const forged = { ...signed(mallory), signatures: [claimed] };
    for (const envelope of [signed(mallory), forged])
      assert.throws(() => verifyEnvelope(envelope, { keys, payloadType: TYPE }), {
        code: 'SIGNATURE_INVALID',
      });
  });

  it('verify without ids, and with ids of other schemes', () => {
    for (const keyid of [undefined, 'SHA256:abc', 'f'.repeat(64)]) {
      const envelope = signed(alice);
      const signatures = envelope.signatures.map(({ sig }) => ({ sig, keyid }));
      const { signers } = verifyEnvelope({ ...envelope, signatures }, { keys, payloadType: TYPE });
      assert.deepEqual(signers, [alice.publicKey.id]);
    }
  });

  it('are refused under another type, and after any flip of the payload', () => {
    assert.throws(() => verifyEnvelope(signed(alice), { keys, payloadType: 'text/plain' }), {
      code: 'SIGNATURE_INVALID',
      message: /not text\/plain/,
    });
    const property = fc.property(fc.nat(PAYLOAD.length * 8 - 1), (bit) => {
      const bytes = Buffer.from(PAYLOAD);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const envelope = { ...signed(alice), payload: bytes.toString('base64') };
      assert.throws(() => verifyEnvelope(envelope, { keys, payloadType: TYPE }));
    });
    fc.assert(property, { numRuns: 50 });
  });

  it('demand at least one signature', () => {
    for (const threshold of [0, -1, Number.NaN, 1.5])
      assert.throws(() => verifyEnvelope(signed(alice), { keys, payloadType: TYPE, threshold }), {
        code: 'USAGE',
      });
  });
});

describe('the JSON of envelopes', () => {
  it('is read back, unknown members and URL-safe base64 included', () => {
    const envelope = signed(alice);
    assert.deepEqual(parseEnvelope(JSON.stringify(envelope)), envelope);
    const bytes = Buffer.from([0xfb, 0xff, 0xfe]);
    const other = signEnvelope(TYPE, bytes, [alice]);
    const urlSafe = { ...other, payload: bytes.toString('base64url'), extra: 1 };
    const read = parseEnvelope(JSON.stringify(urlSafe));
    assert.deepEqual(verifyEnvelope(read, { keys, payloadType: TYPE }).payload, bytes);
  });

  it('is refused when it is not one', () => {
    const good = signed(alice);
    const bad = [
      'x',
      '[]',
      '{}',
      JSON.stringify({ ...good, signatures: [] }),
      JSON.stringify({ ...good, payload: 'a b' }),
      JSON.stringify({ ...good, payload: '!!!!' }),
      JSON.stringify({ ...good, signatures: [{ sig: 1 }] }),
      JSON.stringify({ ...good, payloadType: '' }),
    ];
    for (const json of bad) assert.throws(() => parseEnvelope(json), { code: 'DATA_MALFORMED' });
    fc.assert(
      fc.property(fc.json(), (json) => {
        assert.throws(() => parseEnvelope(json), { code: 'DATA_MALFORMED' });
      }),
    );
  });
});
