import type { RequestedRoles } from '../../../src/records/roles.ts';

export type Cell = string | number | boolean | null | readonly string[];
export type Row = Readonly<Record<string, Cell>>;

/** A dataset of the contract: its rows as JSON would hold them, and what its columns are for. */
export interface ContractDataset {
  readonly rows: readonly Row[];
  readonly roles: RequestedRoles;
}

/** The same record without columns: what the rules of an operation speak about. */
export interface NaiveRecord {
  readonly text: string;
  /** Each of its labels once. */
  readonly labels: readonly string[];
  /** Values of all columns, as text; absent where the record has none. */
  readonly values: ReadonlyMap<string, string>;
}

export function naiveRecords({ rows, roles }: ContractDataset): NaiveRecord[] {
  return rows.map((row) => {
    const list = (column: string): string[] => valuesOf(row[column]);
    const columns = Object.keys(row).map((column) => [column, list(column)[0]] as const);
    return {
      text: (roles.text ?? [])
        .flatMap(list)
        .reduce((before, part) => (before === '' ? part : `${before}\n${part}`), ''),
      labels: [...new Set((roles.label ?? []).flatMap(list))],
      values: new Map(
        columns.flatMap(([column, value]) => (value === undefined ? [] : [[column, value]])),
      ),
    };
  });
}

function valuesOf(cell: Cell | undefined): string[] {
  if (cell === null || cell === undefined) return [];
  return typeof cell === 'object' ? [...cell] : [String(cell)];
}

/** All labels of a dataset, in order. */
export function labelsOf(records: readonly NaiveRecord[]): string[] {
  return [...new Set(records.flatMap(({ labels }) => labels))].sort();
}
