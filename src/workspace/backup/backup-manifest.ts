import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Digest } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { digestFile, type TreeFile, walkTree } from './copy-tree.ts';

/** What a backup holds, beside it as `backup.json`. */
export interface BackupManifest {
  readonly format: 1;
  readonly created: string;
  /** The ledger's verifier key. */
  readonly verifierKey: string;
  /** Entries of the ledger. */
  readonly entries: number;
  readonly files: readonly TreeFile[];
}

export const BACKUP_FILE = 'backup.json';

const manifest: z.ZodType<BackupManifest> = z.strictObject({
  format: z.literal(1),
  created: z.iso.datetime(),
  verifierKey: z.string(),
  entries: z.int().min(0),
  files: z.array(
    z.strictObject({
      path: z.string().regex(/^(?!\/)(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\\\0]+$/),
      size: z.int().min(0),
      digest: z.custom<Digest>((value) => /^sha256:[0-9a-f]{64}$/.test(String(value))),
    }),
  ),
});

/** Every file of a backup as it lies there now. */
export function filesOf(folder: string): TreeFile[] {
  return [...walkTree(folder, new Set([BACKUP_FILE]))].map((path) => ({
    path,
    ...digestFile(join(folder, path)),
  }));
}

/**
 * Reads the manifest of a backup and holds every file against it.
 *
 * @throws CredenceError `NOT_FOUND`, `DATA_MALFORMED`, or `INTEGRITY_FAILED` naming the file
 */
export function checkBackup(folder: string): BackupManifest {
  const stated = readManifest(join(folder, BACKUP_FILE));
  const present = new Map(filesOf(folder).map((file) => [file.path, file]));
  for (const { path, size, digest } of stated.files) {
    const file = present.get(path);
    if (file === undefined) throw wrong(folder, path, 'is missing');
    if (file.size !== size || file.digest !== digest) throw wrong(folder, path, 'was altered');
    present.delete(path);
  }
  for (const path of present.keys()) throw wrong(folder, path, 'does not belong there');
  return stated;
}

function readManifest(file: string): BackupManifest {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CredenceError('NOT_FOUND', `${file} cannot be read, so this is no backup.`, {
      at: { file },
      hint: 'Give the folder that credence backup made.',
      cause,
    });
  }
  try {
    return manifest.parse(JSON.parse(text));
  } catch (cause) {
    throw new CredenceError('DATA_MALFORMED', `${file} is not the manifest of a backup.`, {
      at: { file },
      hint: 'Use another backup.',
      cause,
    });
  }
}

function wrong(folder: string, path: string, what: string): CredenceError {
  return new CredenceError('INTEGRITY_FAILED', `${visibleText(path)} of the backup ${what}.`, {
    at: { file: join(folder, path) },
    hint: 'Use another backup; nothing was restored.',
  });
}
