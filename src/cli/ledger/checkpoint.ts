import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatVerifierKey } from '../../core/signing/note-key.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';

/** `credence ledger checkpoint`: what the ledger has signed last, and the key to check it with. */
export async function runLedgerCheckpoint(flags: WorkspaceFlags): Promise<void> {
  await inWorkspace(flags, async ({ workspace }) => {
    const checkpoint = await readFile(join(workspace.paths.ledger, 'checkpoint'), 'utf8');
    const { origin, publicKey } = workspace.ledger;
    const verifierKey = formatVerifierKey({ name: origin, kind: 'note', publicKey });
    printResult(flags, { json: { checkpoint, verifierKey }, text: checkpoint });
  });
}
