import assert from 'node:assert/strict';
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { KeyPair } from '../../../src/core/signing/key-pair.ts';
import {
  formatVerifierKey,
  type NoteKey,
  noteKeyHash,
  parseVerifierKey,
} from '../../../src/core/signing/note-key.ts';
import { checkNote, cosignNote, signNote } from '../../../src/core/signing/note-signature.ts';
import { formatNote, parseNote, type SignedNote } from '../../../src/core/signing/signed-note.ts';

/** The example of the Go package that C2SP's format comes from, with its published keys. */
const VERIFIER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const SEED = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);
const TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const NOTE = `${TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

const privateKey = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), SEED]),
  format: 'der',
  type: 'pkcs8',
});
const neumann = { name: 'PeterNeumann', signer: new KeyPair(privateKey) };
const witness = { name: 'witness.example', signer: KeyPair.generate() };
const witnessKey: NoteKey = {
  name: witness.name,
  kind: 'cosignature',
  publicKey: witness.signer.publicKey,
};

function noteWith(...signatures: SignedNote['signatures']): SignedNote {
  return { text: TEXT, signatures };
}

describe('signed notes', () => {
  it('are signed and verified as the published example', () => {
    assert.equal(formatNote(noteWith(signNote(TEXT, neumann))), NOTE);
    const key = parseVerifierKey(VERIFIER);
    assert.deepEqual(checkNote(parseNote(NOTE), [key]), [{ key, time: null }]);
    assert.equal(formatVerifierKey(key), VERIFIER);
    assert.equal(noteKeyHash(key), 'c74f20a3');
  });

  it('are cosigned as written in tlog-cosignature: time and signature over time and text', () => {
    const time = 1_795_000_000;
    const line = cosignNote(TEXT, witness, time);
    const message = `cosignature/v1\ntime ${time}\n${TEXT}`;
    const expected = Buffer.alloc(8);
    expected.writeBigUInt64BE(BigInt(time));
    const key = createPrivateKey({
      key: witness.signer.toPkcs8(),
      format: 'der',
      type: 'pkcs8',
    });
    const signature = sign(null, Buffer.from(message), key);
    assert.deepEqual(line.signature, Buffer.concat([expected, signature]));
    const hash = createHash('sha256')
      .update('witness.example\n')
      .update(Uint8Array.of(4))
      .update(witness.signer.publicKey.toEd25519())
      .digest('hex');
    assert.equal(line.keyHash, hash.slice(0, 8));
    const note = parseNote(formatNote(noteWith(line)));
    assert.deepEqual(checkNote(note, [witnessKey]), [{ key: witnessKey, time }]);
  });

  it('pass over signatures of unknown keys, but not broken ones of known keys', () => {
    const lines = [signNote(TEXT, neumann), cosignNote(TEXT, witness, 1)];
    const key = parseVerifierKey(VERIFIER);
    assert.deepEqual(checkNote(noteWith(...lines), [key]), [{ key, time: null }]);
    assert.deepEqual(checkNote(noteWith(...lines), []), []);
    const [good] = lines;
    assert.ok(good !== undefined);
    const broken = { ...good, signature: Buffer.alloc(64) };
    assert.throws(() => checkNote(noteWith(good, broken), [key]), { code: 'SIGNATURE_INVALID' });
    const short = { ...cosignNote(TEXT, witness, 1), signature: Buffer.alloc(8) };
    assert.throws(() => checkNote(noteWith(short), [witnessKey]), { code: 'SIGNATURE_INVALID' });
  });

  it('do not hold after any change of their text', () => {
    const key = parseVerifierKey(VERIFIER);
    const property = fc.property(fc.nat(TEXT.length - 2), (at) => {
      const note = noteWith(signNote(TEXT, neumann));
      const text = `${TEXT.slice(0, at)}#${TEXT.slice(at + 1)}`;
      assert.throws(() => checkNote({ ...note, text }, [key]), { code: 'SIGNATURE_INVALID' });
    });
    fc.assert(property);
  });

  it('are read back whatever their text', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((each) => !/\p{Cc}/u.test(each));
    const property = fc.property(fc.array(text, { minLength: 1 }), (lines) => {
      const body = `${lines.join('\n')}\n`;
      fc.pre(body.length > 1);
      const note: SignedNote = { text: body, signatures: [signNote(body, neumann)] };
      assert.deepEqual(parseNote(formatNote(note)), note);
    });
    fc.assert(property, { numRuns: 50 });
  });

  it('are refused when malformed, with the line', () => {
    const signature = NOTE.slice(TEXT.length + 1);
    const bad = [
      '',
      '\n\n',
      TEXT,
      NOTE.slice(0, -1),
      `${TEXT}\n`,
      `a\tb\n\n${signature}`,
      `a\r\n\n${signature}`,
      NOTE.replace('— ', '- '),
      NOTE.replace('PeterNeumann x', 'Peter+Neumann x'),
      NOTE.replace('x08go', 'x08g o'),
      `${TEXT}\n— PeterNeumann x08go\n`,
    ];
    for (const content of bad)
      assert.throws(() => parseNote(content), { code: 'DATA_MALFORMED' }, JSON.stringify(content));
    assert.throws(() => parseNote(`${NOTE}trailing\n`, 'checkpoint'), {
      code: 'DATA_MALFORMED',
      at: { file: 'checkpoint', line: 5 },
    });
  });
});

describe('verifier keys', () => {
  it('are refused when altered, of another type or unnamed', () => {
    assert.throws(() => parseVerifierKey(VERIFIER.replace('c7', 'c8')), { code: 'DATA_MALFORMED' });
    assert.throws(() => parseVerifierKey(VERIFIER.replace('Peter', 'peter')), {
      code: 'DATA_MALFORMED',
    });
    assert.throws(() => parseVerifierKey('nonsense'), { code: 'DATA_MALFORMED' });
    assert.throws(() => parseVerifierKey(`a+00000000+${Buffer.alloc(33, 2).toString('base64')}`), {
      code: 'DATA_UNSUPPORTED',
    });
    for (const name of ['', 'a b', 'a+b', 'a\nb'])
      assert.throws(() => signNote(TEXT, { ...neumann, name }), { code: 'USAGE' });
  });
});
