import type { ItemColumn, Store } from '../store.ts';

const SEPARATOR = '\u0000';

/** The column that an item belongs to. */
export function itemColumn(store: Store, item: number): ItemColumn {
  const column = store.items.columns.findLast(({ firstItem }) => firstItem <= item);
  if (column === undefined) throw new RangeError(`no item column holds item ${item}`);
  return column;
}

/** An item as text: column, kind and value, which together name it without doubt. */
export function itemText(store: Store, item: number): string {
  const column = itemColumn(store, item);
  return [column.name, column.kind, column.texts[item - column.firstItem]].join(SEPARATOR);
}

/** The parts of an item's text. */
export function parseItemText(text: string): { column: string; kind: string; value: string } {
  const [column = '', kind = '', value = ''] = text.split(SEPARATOR);
  return { column, kind, value };
}
