import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';
import { rfc3339 } from '../rfc3339.ts';

/** Snapshot ids have 63 bits: more than a number of JavaScript holds exactly, so they are text here. */
const ID = z.string().regex(/^-?\d{1,19}$/);
const METADATA = z.object({
  'format-version': z.number(),
  'table-uuid': z.string().max(64),
  location: z.string(),
  'last-updated-ms': z.number(),
  'current-snapshot-id': ID.nullish(),
  snapshots: z
    .array(
      z.object({
        'snapshot-id': ID,
        'parent-snapshot-id': ID.nullish(),
        'timestamp-ms': z.number(),
        'manifest-list': z.string(),
      }),
    )
    .nullish(),
});

export interface IcebergTable {
  readonly id: string;
  /** Where the table believes that it lies; paths in it begin so. */
  readonly location: string;
  readonly current: string | null;
  readonly snapshots: readonly IcebergSnapshot[];
}

export interface IcebergSnapshot {
  readonly id: string;
  readonly parent: string | null;
  readonly time: string | null;
  readonly manifestList: string;
}

/**
 * The newest metadata of a table (Apache Iceberg table specification, "Table Metadata").
 *
 * @throws CredenceError `FILE_NOT_FOUND`, `DATA_MALFORMED`, `DATA_UNSUPPORTED` beyond format 2.
 */
export async function readIcebergTable(folder: string): Promise<IcebergTable> {
  const metadata = join(folder, 'metadata');
  const names = await readdir(metadata).catch(() => []);
  const files = names.filter((name) => /^(v\d+|\d+-[0-9a-f-]+)\.metadata\.json$/.test(name));
  const newest = files.sort((one, other) => versionOf(one) - versionOf(other)).at(-1);
  if (newest === undefined)
    throw new CredenceError(
      'FILE_NOT_FOUND',
      `${visibleText(folder)} is no Iceberg table: it has no metadata.`,
      {
        hint: 'Write iceberg:FOLDER@SNAPSHOT.',
        at: { file: folder },
      },
    );
  const file = join(metadata, newest);
  return tableOf(await readFile(file, 'utf8'), file);
}

function tableOf(text: string, file: string): IcebergTable {
  const result = METADATA.safeParse(parseWithIds(text, file));
  if (!result.success)
    throw new CredenceError('DATA_MALFORMED', `${visibleText(file)} is no metadata of Iceberg.`, {
      hint: 'Check whether somebody edited it.',
      at: { file },
      cause: result.error,
    });
  const table = result.data;
  if (table['format-version'] > 2)
    throw new CredenceError(
      'DATA_UNSUPPORTED',
      `The table has format ${table['format-version']}.`,
      {
        hint: 'Formats 1 and 2 are read. Export the snapshot to plain Parquet, and take that in.',
        at: { file },
      },
    );
  return {
    id: table['table-uuid'],
    location: table.location.replace(/\/+$/, ''),
    current: table['current-snapshot-id'] ?? null,
    snapshots: (table.snapshots ?? []).map((snapshot) => ({
      id: snapshot['snapshot-id'],
      parent: snapshot['parent-snapshot-id'] ?? null,
      time: rfc3339(snapshot['timestamp-ms']),
      manifestList: snapshot['manifest-list'],
    })),
  };
}

/** Parses with the ids kept to the last digit (JSON.parse source text access). */
function parseWithIds(text: string, file: string): unknown {
  const keepId = (key: string, value: unknown, context?: { source?: string }): unknown =>
    key.endsWith('snapshot-id') && typeof value === 'number' ? context?.source : value;
  try {
    return JSON.parse(text, keepId) as unknown;
  } catch (cause) {
    throw new CredenceError('DATA_MALFORMED', `${visibleText(file)} is not JSON.`, {
      hint: 'Check whether somebody edited it.',
      at: { file },
      cause,
    });
  }
}

function versionOf(name: string): number {
  return Number(/\d+/.exec(name)?.[0] ?? 0);
}
