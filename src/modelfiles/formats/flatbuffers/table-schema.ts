/**
 * Tables of a FlatBuffers format, by name. The fields of a table stand in the order of their slots,
 * separated by spaces, each with a type and, where it matters, a name before it (`version=4`):
 *
 * - `1`, `2`, `4`, `8`: a scalar of as many bytes
 * - `string`
 * - `[1]` to `[8]`, `[string]`, `[Table]`: a vector of scalars, strings or tables
 * - `Table`: another table
 * - `union:Name`: a table chosen by the scalar in the slot before it
 */
export type TableSchema = Readonly<Record<string, string>>;

export interface FieldSlot {
  /** The slot's number where the schema gives no name. */
  readonly name: string;
  readonly type: string;
}

const compiled = new WeakMap<TableSchema, Map<string, readonly FieldSlot[]>>();

/** The fields of one table of a schema, by slot. */
export function slotsOf(schema: TableSchema, table: string): readonly FieldSlot[] {
  const known = compiled.get(schema) ?? new Map<string, readonly FieldSlot[]>();
  compiled.set(schema, known);
  const slots = known.get(table) ?? readSlots(schema[table] ?? '');
  known.set(table, slots);
  return slots;
}

function readSlots(text: string): readonly FieldSlot[] {
  const fields = text.split(' ').filter((field) => field !== '');
  return fields.map((field, slot) => {
    const [name = '', type] = field.split('=');
    return type === undefined ? { name: String(slot), type: name } : { name, type };
  });
}
