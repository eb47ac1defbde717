import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { KeyPair } from '../../src/core/signing/key-pair.ts';
import type { NoteKey } from '../../src/core/signing/note-key.ts';
import { catchUp } from '../../src/ledger/catch-up.ts';
import type { Checkpoint } from '../../src/ledger/checkpoint.ts';
import { checkConsistency, proveConsistency } from '../../src/ledger/consistency.ts';
import { makeReceipt, verifyReceipt } from '../../src/ledger/receipt.ts';
import { addCosignature, cosignCheckpoint } from '../../src/ledger/witness.ts';
import { DEMANDS, entries, LOG, newLog, source } from './small-log.ts';

const SIZES = [1, 2, 70, 256, 300, 513];
const leaves = entries(Math.max(...SIZES));
const tiles = newLog();
const checkpoints: Checkpoint[] = [];
before(async () => {
  for (const size of SIZES)
    checkpoints.push(await catchUp(source(leaves.slice(0, size)), tiles, LOG));
});
after(() => rmSync(dirname(tiles.folder), { recursive: true }));

function entry(position: number): Buffer {
  return leaves[position] ?? assert.fail(`no entry ${position}`);
}

const witness = { name: 'witness.example', signer: KeyPair.generate() };
const witnessKey: NoteKey = {
  name: witness.name,
  kind: 'cosignature',
  publicKey: witness.signer.publicKey,
};

describe('receipts', () => {
  it('have the form of C2SP tlog-proof', async () => {
    const lines = (await makeReceipt(512, tiles)).split('\n');
    assert.equal(lines[0], 'c2sp.org/tlog-proof@v1');
    assert.equal(lines[1], 'index 512');
    assert.match(lines[2] ?? '', /^[A-Za-z0-9+/]{43}=$/);
    assert.deepEqual(lines.slice(3, 6), ['', LOG.origin, '513']);
  });

  it('prove their entry, and no other', async () => {
    const property = fc.asyncProperty(fc.nat(512), fc.nat(512), async (position, other) => {
      const receipt = await makeReceipt(position, tiles);
      assert.equal(verifyReceipt(receipt, entry(position), DEMANDS).position, position);
      if (other === position) return;
      assert.throws(() => verifyReceipt(receipt, entry(other), DEMANDS), {
        code: 'INTEGRITY_FAILED',
      });
    });
    await fc.assert(property, { numRuns: 60 });
  });

  it('do not verify after any change, except of the unsigned extra line', async () => {
    const receipt = await makeReceipt(300, tiles);
    const extra = receipt.replace('\nindex', '\nextra aGk=\nindex');
    assert.equal(verifyReceipt(extra, entry(300), DEMANDS).position, 300);
    const property = fc.property(fc.nat(receipt.length - 1), fc.nat(255), (at, character) => {
      const replaced = String.fromCharCode(character);
      fc.pre(replaced !== receipt[at]);
      const altered = receipt.slice(0, at) + replaced + receipt.slice(at + 1);
      assert.throws(() => verifyReceipt(altered, entry(300), DEMANDS));
    });
    fc.assert(property, { numRuns: 500 });
    for (let length = 0; length < receipt.length; length += 1)
      assert.throws(() => verifyReceipt(receipt.slice(0, length), entry(300), DEMANDS));
  });

  it('are refused for entries that no checkpoint covers', async () => {
    await assert.rejects(makeReceipt(513, tiles), { code: 'USAGE' });
  });
});

describe('consistency', () => {
  it('is shown between any two checkpoints of a log', async () => {
    for (const from of checkpoints) {
      for (const to of checkpoints.filter(({ size }) => size >= from.size)) {
        const proof = await proveConsistency(from.size, to.size, tiles);
        checkConsistency(from, to, proof);
        const rewritten = { ...from, root: Buffer.alloc(32) };
        assert.throws(() => checkConsistency(rewritten, to, proof), { code: 'INTEGRITY_FAILED' });
        const other = { ...from, origin: 'other.example' };
        assert.throws(() => checkConsistency(other, to, proof), { code: 'INTEGRITY_FAILED' });
      }
    }
  });
});

describe('witnesses', () => {
  it('cosign what continues, and receipts carry it', async () => {
    const note = tiles.read('checkpoint')?.toString() ?? assert.fail('no checkpoint');
    const seen = checkpoints[2] ?? assert.fail('no earlier checkpoint');
    const proof = await proveConsistency(seen.size, 513, tiles);
    const request = { note, publicKey: LOG.signer.publicKey, seen, proof };
    const { signature, checkpoint } = cosignCheckpoint(request, witness, 1_795_000_000);
    assert.equal(checkpoint.size, 513);

    const demands = { ...DEMANDS, witnesses: [witnessKey], cosigners: 1 };
    const before = await makeReceipt(1, tiles);
    assert.throws(() => verifyReceipt(before, entry(1), demands), { code: 'SIGNATURE_INVALID' });
    await addCosignature(signature, witnessKey, tiles);
    await addCosignature(signature, witnessKey, tiles);
    const verified = verifyReceipt(await makeReceipt(1, tiles), entry(1), demands);
    assert.deepEqual(verified.cosigned, [{ key: witnessKey, time: 1_795_000_000 }]);
    assert.equal(verified.note.signatures.length, 2);
  });

  it('refuse a log that was rewritten, and one that is not signed', () => {
    const note = tiles.read('checkpoint')?.toString() ?? assert.fail('no checkpoint');
    const seen = checkpoints[2] ?? assert.fail('no earlier checkpoint');
    const request = { note, publicKey: LOG.signer.publicKey, seen, proof: [] };
    assert.throws(() => cosignCheckpoint(request, witness, 1), { code: 'INTEGRITY_FAILED' });
    const other = KeyPair.generate().publicKey;
    assert.throws(() => cosignCheckpoint({ ...request, publicKey: other }, witness, 1), {
      code: 'SIGNATURE_INVALID',
    });
  });

  it('are not impersonated', async () => {
    const note = tiles.read('checkpoint')?.toString() ?? assert.fail('no checkpoint');
    const request = { note, publicKey: LOG.signer.publicKey, seen: null, proof: [] };
    const impostor = { name: witness.name, signer: KeyPair.generate() };
    const { signature } = cosignCheckpoint(request, impostor, 1);
    await assert.rejects(addCosignature(signature, witnessKey, tiles), {
      code: 'SIGNATURE_INVALID',
    });
  });
});
