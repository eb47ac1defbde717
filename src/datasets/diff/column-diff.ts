import type { ManifestColumn } from '../../vault/dataset-manifest.ts';

/** How the columns of two versions differ. */
export interface ColumnDiff {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly retyped: readonly {
    readonly name: string;
    readonly from: string;
    readonly to: string;
  }[];
}

export function diffColumns(
  before: readonly ManifestColumn[],
  after: readonly ManifestColumn[],
): ColumnDiff {
  const old = new Map(before.map((column) => [column.name, typeText(column)]));
  const now = new Map(after.map((column) => [column.name, typeText(column)]));
  return {
    added: [...now.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !now.has(name)),
    retyped: [...now].flatMap(([name, to]) => {
      const from = old.get(name);
      return from === undefined || from === to ? [] : [{ name, from, to }];
    }),
  };
}

function typeText({ type, list }: ManifestColumn): string {
  return list ? `list of ${type}` : type;
}
