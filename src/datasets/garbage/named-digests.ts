import type { Digest } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import { parseEnvelope, payloadBytes } from '../../core/signing/dsse.ts';
import { decodeLeaf } from '../../ledger/leaf.ts';
import type { Workspace } from '../../workspace/workspace.ts';

const NAMED = /\b(?:sha256:|"sha256"\s*:\s*")([0-9a-f]{64})\b/g;

/**
 * Every digest that a statement in the ledger names: reports, bills of material, files, manifests, of
 * whatever kind. Reading them as text keeps also what a later kind of statement refers to.
 *
 * @throws CredenceError `INTEGRITY_FAILED` where a statement cannot be read: then nothing may be removed
 */
export async function namedDigests({ read, vault }: Workspace): Promise<Set<Digest>> {
  const named = new Set<Digest>();
  for await (const entry of read.leaves.read(0, await read.leaves.size())) {
    const { statement, subjects } = decodeLeaf(entry);
    for (const subject of subjects) named.add(subject);
    if (statement === null || named.has(statement)) continue;
    named.add(statement);
    const bytes = await vault.bytes(statement).catch((cause: unknown) => {
      throw new CredenceError(
        'INTEGRITY_FAILED',
        `The statement ${statement} cannot be read, so nobody knows what it refers to.`,
        { hint: 'Restore the workspace from a backup; nothing was removed.', cause },
      );
    });
    const text = payloadBytes(parseEnvelope(bytes.toString())).toString();
    for (const [, hex] of text.matchAll(NAMED)) named.add(`sha256:${hex}` as Digest);
  }
  return named;
}
