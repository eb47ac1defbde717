import { CredenceError } from '../../../core/error.ts';
import { numberedName } from '../column-profile.ts';
import type { FileColumn } from '../format-reader.ts';
import { roleOfName } from '../role-names.ts';

/** Which columns of a table hold what. */
export interface TableLayout {
  /** Indices of the columns that hold a probability each, or of the one that holds a list of them. */
  readonly values: readonly number[];
  readonly isList: boolean;
  /** Index of the column that says what a row is of. */
  readonly id: number | undefined;
  /** Names of the classes, where the table has names. */
  readonly names: readonly string[] | undefined;
}

/**
 * Looks for probabilities among the columns of a table: one list column, or else every column but
 * the one with ids (named so, or as the user says).
 *
 * @throws CredenceError ROLE_UNKNOWN where the user's id column is not there; DATA_AMBIGUOUS for several lists.
 */
export function tableLayout(
  columns: readonly Pick<FileColumn, 'name' | 'list'>[],
  file: string,
  idColumn: string | undefined,
): TableLayout {
  const id = columns.findIndex(({ name }) =>
    idColumn === undefined ? roleOfName(name) === 'id' : name === idColumn,
  );
  if (idColumn !== undefined && id < 0) {
    throw new CredenceError('ROLE_UNKNOWN', `${file} has no column \`${idColumn}\`.`, {
      at: { file, column: idColumn },
    });
  }
  const others = [...columns.keys()].filter((column) => column !== id);
  const lists = others.filter((column) => columns[column]?.list === true);
  if (lists.length > 1) {
    const names = lists.map((column) => `\`${columns[column]?.name}\``).join(', ');
    throw new CredenceError('DATA_AMBIGUOUS', `${file} has several columns of lists: ${names}.`, {
      at: { file },
      hint: 'Leave the one with probabilities, and the ids.',
    });
  }
  const isList = lists.length === 1;
  const values = isList ? lists : others;
  const names = values.map((column) => columns[column]?.name ?? '');
  const isNamed = !isList && columns.some(({ name }, index) => name !== numberedName(index));
  return { values, isList, id: id < 0 ? undefined : id, names: isNamed ? names : undefined };
}
