import { parseVerifierKey } from '../../core/signing/note-key.ts';
import { verifyLedger } from '../../ledger/verify-ledger.ts';
import { verifyWorkspace } from '../../workspace/verify-workspace.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';

export interface LedgerVerifyFlags extends WorkspaceFlags {
  readonly key?: string | undefined;
}

/**
 * `credence ledger verify`: with a folder, its files and a key alone; without one, everything in the
 * workspace against everything.
 */
export async function runLedgerVerify(
  folder: string | undefined,
  flags: LedgerVerifyFlags,
): Promise<void> {
  const key = flags.key === undefined ? undefined : parseVerifierKey(flags.key);
  if (folder !== undefined && key !== undefined) {
    const { checkpoint, strays } = await verifyLedger(folder, {
      publicKey: key.publicKey,
      origin: key.name,
    });
    printResult(flags, {
      json: { checkpoint: shown(checkpoint), strays },
      text: [
        `VERIFIED  ${checkpoint.size} entries of ${checkpoint.origin}, with the key alone.`,
        ...strays.map((path) => `  not covered by the checkpoint: ${path}`),
      ].join('\n'),
    });
    return;
  }
  await inWorkspace({ ...flags, workspace: folder ?? flags.workspace }, async ({ workspace }) => {
    const { checkpoint, unsigned, vault } = await verifyWorkspace(workspace, key?.publicKey);
    const trust =
      key === undefined
        ? 'Checked with the key that the workspace itself names; give --key with the one that you keep elsewhere.'
        : 'Checked with your key.';
    printResult(flags, {
      json: { checkpoint: shown(checkpoint), unsigned, objects: vault.objects, bytes: vault.bytes },
      text: `VERIFIED  ${checkpoint.size} entries, ${vault.objects} objects${unsigned === 0 ? '' : `; ${unsigned} entries wait for a signature`}.\n  ${trust}`,
    });
  });
}

function shown({
  origin,
  size,
  root,
}: {
  origin: string;
  size: number;
  root: Uint8Array;
}): unknown {
  return { origin, size, root: Buffer.from(root).toString('base64') };
}
