import { CredenceError } from '../../core/error.ts';
import type { FileColumn, FormatReader } from './format-reader.ts';

/**
 * The columns of all shards together, in the order of the first shard that has each.
 *
 * @throws CredenceError DATA_MIXED_SCHEMA, naming both files, when a column that every record of one
 *   shard holds is absent from another.
 */
export function mergeColumns(readers: readonly FormatReader[]): FileColumn[] {
  const merged = new Map<string, FileColumn>();
  for (const reader of readers) {
    for (const column of reader.columns) {
      const other = merged.get(column.name);
      merged.set(column.name, other === undefined ? column : union(other, column));
    }
  }
  const [first, ...others] = readers;
  if (first !== undefined) for (const other of others) requireSameColumns(first, other);
  return [...merged.values()];
}

function union(left: FileColumn, right: FileColumn): FileColumn {
  const { name } = left;
  const shape = { name, list: left.list || right.list, always: left.always && right.always };
  return left.type !== undefined && left.type === right.type
    ? { ...shape, type: left.type }
    : shape;
}

function requireSameColumns(first: FormatReader, other: FormatReader): void {
  for (const [has, lacks] of [
    [first, other],
    [other, first],
  ] as const) {
    const known = new Set(lacks.columns.map((column) => column.name));
    const absent = has.columns.find((column) => column.always && !known.has(column.name));
    if (absent === undefined) continue;
    throw new CredenceError(
      'DATA_MIXED_SCHEMA',
      `${lacks.file.name} has no column \`${absent.name}\`, which ${has.file.name} has.`,
      {
        at: { file: lacks.file.name, column: absent.name },
        hint: 'Scan files of different shape one by one, or name only those that belong together.',
      },
    );
  }
}
