import { normalize } from 'node:path';
import { z } from 'zod';
import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';
import { readParquetJson } from '../../../engine/reading/parquet-json.ts';
import { insideFolder } from '../files/inside-folder.ts';
import { readAvroFile } from './avro-file.ts';
import type { IcebergSnapshot, IcebergTable } from './iceberg-metadata.ts';

const MANIFEST = z.object({ manifest_path: z.string() });
const ENTRY = z.object({
  status: z.number(),
  data_file: z.object({
    content: z.number().default(0),
    file_path: z.string(),
    file_format: z.string(),
    file_size_in_bytes: z.bigint(),
  }),
});
const POSITION = z.object({ file_path: z.string(), pos: z.number().int().nonnegative() });

const DELETED = 2;
const DATA = 0;
const POSITION_DELETES = 1;

export interface IcebergFile {
  /** Relative to the table. */
  readonly path: string;
  readonly size: number;
  /** Rows that position deletes hide, ascending. */
  readonly deletedRows: Uint32Array | null;
}

/**
 * The data files of a snapshot (Apache Iceberg table specification, "Manifests"), with the rows that
 * its position deletes hide.
 *
 * @throws CredenceError `DATA_UNSUPPORTED` for equality deletes; `NOT_ALLOWED` for a file outside the table.
 */
export async function icebergFiles(
  table: IcebergTable,
  snapshot: IcebergSnapshot,
  { folder, scratch }: { readonly folder: string; readonly scratch: string },
): Promise<readonly IcebergFile[]> {
  const data: { readonly path: string; readonly size: number }[] = [];
  const hidden = new Map<string, number[]>();
  const inside = (path: string): string => relativeTo(table.location, path);
  const at = (path: string): Promise<string> => insideFolder(folder, inside(path));
  for await (const manifest of readAvroFile(await at(snapshot.manifestList))) {
    const { manifest_path } = checked(MANIFEST, manifest);
    for await (const entry of readAvroFile(await at(manifest_path))) {
      const { status, data_file: file } = checked(ENTRY, entry);
      if (status === DELETED) continue;
      const path = inside(file.file_path);
      if (file.content === DATA) data.push({ path, size: Number(file.file_size_in_bytes) });
      else await addDeletes({ file, at: await at(file.file_path), inside, scratch }, hidden);
    }
  }
  return data.map(({ path, size }) => ({ path, size, deletedRows: rowsOf(hidden.get(path)) }));
}

async function addDeletes(
  {
    file,
    at,
    inside,
    scratch,
  }: {
    readonly file: z.infer<typeof ENTRY>['data_file'];
    readonly at: string;
    readonly inside: (path: string) => string;
    readonly scratch: string;
  },
  hidden: Map<string, number[]>,
): Promise<void> {
  if (file.content !== POSITION_DELETES || file.file_format.toUpperCase() !== 'PARQUET')
    throw new CredenceError('DATA_UNSUPPORTED', 'The snapshot hides rows by equality deletes.', {
      hint: 'Rewrite the table’s data files, so that what is deleted is gone, and take that snapshot in.',
      at: { file: at },
    });
  for await (const row of readParquetJson(at, { columns: ['file_path', 'pos'], scratch })) {
    const { file_path, pos } = checked(POSITION, row);
    const path = inside(file_path);
    const rows = hidden.get(path) ?? [];
    hidden.set(path, rows);
    rows.push(pos);
  }
}

function rowsOf(rows: readonly number[] | undefined): Uint32Array | null {
  return rows === undefined ? null : Uint32Array.from(new Set(rows)).sort();
}

/** A path of the table's own, as one below its folder. */
function relativeTo(location: string, path: string): string {
  const plain = (one: string): string => one.replace(/^file:\/+/, '/');
  const [root, file] = [plain(location), plain(path)];
  const below = file.startsWith(`${root}/`) ? file.slice(root.length + 1) : null;
  if (below === null || normalize(below) !== below || below.startsWith('..'))
    throw new CredenceError(
      'NOT_ALLOWED',
      `The table refers to ‘${visibleText(path)}’, outside its own place.`,
      {
        hint: 'Copy the table whole, and take that in.',
      },
    );
  return below;
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new CredenceError('DATA_MALFORMED', 'A manifest of the table cannot be read.', {
    hint: 'Check whether somebody edited the table’s metadata.',
    cause: result.error,
  });
}
