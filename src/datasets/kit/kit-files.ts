import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { DigestStream } from '../../core/digest.ts';
import { nodeFileSystem } from '../../core/storage/node-file-system.ts';
import { visibleText } from '../../core/visible-text.ts';
import { openFolder } from '../../statements/model-signing/disk-folder.ts';
import type { DatasetManifest } from '../../vault/dataset-manifest.ts';
import { digestFile } from '../../vault/digest-file.ts';
import type { VersionProblem } from '../verify/version-problem.ts';
import { KIT_FOLDER } from './kit-layout.ts';

/** Holds the files of an exported version against its manifest: every byte, and nothing beside. */
export async function checkKitFiles(
  folder: string,
  manifest: DatasetManifest,
): Promise<{ readonly bytes: number; readonly problems: readonly VersionProblem[] }> {
  const wanted = new Map(manifest.files.map((file) => [file.path, file]));
  const problems: VersionProblem[] = [];
  let bytes = 0;
  for await (const { path, kind } of (await openFolder(folder)).entries()) {
    if (path.startsWith(`${KIT_FOLDER}/`)) continue;
    const name = visibleText(path);
    const file = wanted.get(path);
    wanted.delete(path);
    if (file === undefined) problems.push(problem(path, `${name} is not in the manifest.`));
    else if (kind !== 'file') problems.push(problem(path, `${name} is not a plain file.`));
    else {
      const found = digestFile({ path: join(folder, path) }, nodeFileSystem);
      bytes += found.size;
      if (found.digest !== file.sha256)
        problems.push(
          problem(
            path,
            `${name} was altered: ${found.digest}, and the manifest says ${file.sha256}.`,
          ),
        );
    }
  }
  for (const path of wanted.keys())
    problems.push(problem(path, `${visibleText(path)} is missing.`));
  return { bytes, problems };
}

/** Whether the list of record digests in a kit is the one that the manifest names. */
export async function checkDigestList(
  path: string,
  { records }: DatasetManifest,
): Promise<readonly VersionProblem[]> {
  if (records === null) return [];
  const hash = new DigestStream();
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  if (hash.finish() === records.digests) return [];
  return [{ what: 'list', message: 'The list of record digests was altered.' }];
}

function problem(file: string, message: string): VersionProblem {
  return { what: 'file', file, message };
}
