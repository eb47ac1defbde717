import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { formatVerifierKey } from '../../core/signing/note-key.ts';
import { CHECKPOINT_PATH } from '../../ledger/tile-store.ts';
import { encodeManifest } from '../../vault/dataset-manifest.ts';
import type { KnownVersion } from '../../workspace/versions/resolve-version.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { gatherStatements } from './gather-statements.ts';
import { kitName, kitPaths } from './kit-layout.ts';
import { kitReadme } from './kit-readme.ts';

/**
 * Writes all that proves a version into a new folder: manifest, statements with entries and receipts,
 * public keys, checkpoint, and words for people.
 *
 * @returns how many statements
 * @throws CredenceError as `gatherStatements`; `INTEGRITY_FAILED` for altered objects
 */
export async function writeKit(
  workspace: Workspace,
  version: KnownVersion,
  folder: string,
): Promise<number> {
  const { vault, ledger } = workspace;
  const paths = kitPaths(folder);
  const { statements, signers } = await gatherStatements(workspace, version.row.id);
  for (const made of [folder, paths.statements, paths.entries, paths.receipts, paths.keys])
    await mkdir(made);
  await writeFile(paths.manifest, encodeManifest(version.manifest).bytes);
  for (const { digest, bytes, entry, receipt } of statements) {
    const name = kitName(digest);
    await writeFile(join(paths.statements, `${name}.json`), bytes);
    await writeFile(join(paths.entries, `${name}.json`), entry);
    await writeFile(join(paths.receipts, `${name}.tlog-proof`), receipt);
  }
  for (const { keyId, publicKey } of signers)
    await writeFile(join(paths.keys, `${keyId}.pem`), publicKey);
  const checkpoint = workspace.tiles.tiles.read(CHECKPOINT_PATH);
  if (checkpoint !== null) await writeFile(paths.checkpoint, checkpoint);
  const { origin: name, publicKey } = ledger;
  await writeFile(paths.verifierKey, `${formatVerifierKey({ name, kind: 'note', publicKey })}\n`);
  const { records, files } = version.manifest;
  if (records !== null)
    await pipeline(vault.read(records.digests), createWriteStream(paths.recordDigests));
  const lists = new Set(files.flatMap(({ deletedRows }) => deletedRows?.rows ?? []));
  if (lists.size > 0) await mkdir(paths.deletedRows);
  for (const list of lists)
    await writeFile(join(paths.deletedRows, `${kitName(list)}.bin`), await vault.bytes(list));
  await writeFile(paths.readme, kitReadme(version, name));
  return statements.length;
}
