import { writeFile } from 'node:fs/promises';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { FileTileStore } from '../../ledger/file-tile-store.ts';
import { decodeLeaf } from '../../ledger/leaf.ts';
import { makeReceipt } from '../../ledger/receipt.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';

export interface LedgerProveFlags extends WorkspaceFlags {
  readonly out: string;
}

/** `credence ledger prove`: entry and receipt as two files, which anybody can check offline. */
export async function runLedgerProve(what: string, flags: LedgerProveFlags): Promise<void> {
  await inWorkspace(flags, async ({ workspace }) => {
    const position = await positionOf(workspace, what);
    const receipt = await makeReceipt(position, new FileTileStore(workspace.paths.ledger));
    const entry = await entryAt(workspace, position);
    const files = { entry: `${flags.out}.entry.json`, receipt: `${flags.out}.tlog-proof` };
    await writeFile(files.entry, entry, { flag: 'wx' });
    await writeFile(files.receipt, receipt, { flag: 'wx' });
    printResult(flags, {
      json: { position, ...files },
      text: `Entry ${position}: ${decodeLeaf(entry).type}\n  ${files.entry}\n  ${files.receipt}`,
    });
  });
}

/** A position, or the newest entry about a digest. */
async function positionOf(workspace: Workspace, what: string): Promise<number> {
  if (/^\d{1,15}$/.test(what)) return Number(what);
  const digits = what.replace(/^sha256:/, '');
  if (!/^[0-9a-f]{8,64}$/.test(digits))
    throw new CredenceError('USAGE', `‘${visibleText(what)}’ is neither a position nor a digest.`, {
      hint: 'Give the digest of a version, a statement or a source, or at least eight digits of it.',
    });
  let found = -1;
  let position = 0;
  for await (const entry of workspace.read.leaves.read(0, await workspace.read.leaves.size())) {
    const { subjects, statement } = decodeLeaf(entry);
    if ([...subjects, statement ?? ''].some((digest) => digest.slice(7).startsWith(digits)))
      found = position;
    position += 1;
  }
  if (found >= 0) return found;
  throw new CredenceError('NOT_FOUND', `No entry is about ${digits}.`, {
    hint: 'Check the digest.',
  });
}

async function entryAt({ read }: Workspace, position: number): Promise<Uint8Array> {
  for await (const entry of read.leaves.read(position, position + 1)) return entry;
  throw new CredenceError('NOT_FOUND', `The ledger has no entry ${position}.`, {
    hint: 'Positions begin at 0.',
  });
}
