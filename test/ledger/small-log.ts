import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '../../src/core/digest.ts';
import { KeyPair } from '../../src/core/signing/key-pair.ts';
import type { PublicKey } from '../../src/core/signing/public-key.ts';
import { FileTileStore } from '../../src/ledger/file-tile-store.ts';
import { encodeLeaf } from '../../src/ledger/leaf.ts';
import type { LeafSource } from '../../src/ledger/leaf-source.ts';

export const LOG: { readonly origin: string; readonly signer: KeyPair } = {
  origin: 'test.example/log',
  signer: KeyPair.generate(),
};
export const DEMANDS: { readonly publicKey: PublicKey; readonly origin: string } = {
  publicKey: LOG.signer.publicKey,
  origin: LOG.origin,
};

/** Distinct entries, as the registry would hold them. */
export function entries(count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) =>
    encodeLeaf({
      type: 'dataset.admitted',
      subjects: [digestOf(`subject ${index}`)],
      statement: null,
      time: '2026-11-21T08:00:00.000Z',
      actor: 'tester',
    }),
  );
}

export function source(leaves: readonly Uint8Array[]): LeafSource {
  return { size: () => leaves.length, read: (from, to) => leaves.slice(from, to) };
}

/** An empty log in a folder of its own; tests remove what they made when they end. */
export function newLog(): FileTileStore {
  return new FileTileStore(join(mkdtempSync(join(tmpdir(), 'credence-ledger-')), 'ledger'));
}
