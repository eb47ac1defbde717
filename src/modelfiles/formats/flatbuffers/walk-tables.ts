import { CredenceError } from '../../../core/error.ts';
import type { Budget } from '../../limits.ts';
import type { ByteView } from '../byte-view.ts';
import type { Claims } from '../claims.ts';
import type { ProblemList } from '../problem-list.ts';
import { slotsOf, type TableSchema } from './table-schema.ts';

/** One table with where its fields lie. */
export interface Table {
  readonly name: string;
  readonly offset: number;
  /** Scalars stand here themselves; texts and vectors where they begin, behind their length. */
  readonly fields: ReadonlyMap<string, TableField>;
}

export interface TableField {
  readonly start: number;
  /** Elements of a vector, bytes of a text, 1 otherwise. */
  readonly count: number;
}

export interface TableWalk {
  readonly view: ByteView;
  readonly schema: TableSchema;
  /** Which table a union holds, by the number in the field before it. */
  readonly unions: Readonly<Record<string, string>>;
  readonly root: string;
  readonly budget: Budget;
  readonly claims: Claims;
  readonly problems: ProblemList;
  /** Called with every table, outer before inner; once where several point to it. */
  readonly visit: (table: Table) => void;
}

interface Pending {
  readonly name: string;
  readonly offset: number;
}

/**
 * Walks a FlatBuffers file from its root: every table, vector and text that can be reached is
 * bounded and claims its bytes. A slot that the schema does not have becomes a problem.
 *
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `LIMIT_EXCEEDED`
 */
export function walkTables(walk: TableWalk): void {
  const seen = new Set<string>();
  const pending: Pending[] = [];
  const open = (table: Pending): void => {
    const key = `${table.offset} ${table.name}`;
    if (seen.has(key)) return;
    seen.add(key);
    pending.push(table);
  };
  // The root's place, and the identifier behind it.
  walk.claims.add(0, 8, 'head');
  open({ name: walk.root, offset: walk.view.u32(0) });
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    walk.budget.spendInstructions(1);
    walk.visit(readTable(walk, next, open));
  }
}

function readTable(walk: TableWalk, place: Pending, open: (table: Pending) => void): Table {
  const { view, claims, schema } = walk;
  const { name, offset } = place;
  const vtable = offset - view.i32(offset);
  const vtableSize = view.u16(vtable);
  const size = view.u16(vtable + 2);
  if (vtableSize < 4 || vtableSize % 2 === 1 || size < 4)
    throw malformed(offset, 'a table is none');
  claims.add(vtable, vtableSize, 'table layout');
  claims.add(offset, 4, 'table');
  const slots = slotsOf(schema, name);
  const fields = new Map<string, TableField>();
  let scalar = 0;
  for (let slot = 0; slot < (vtableSize - 4) / 2; slot++) {
    const relative = view.u16(vtable + 4 + 2 * slot);
    if (relative === 0) {
      scalar = 0;
      continue;
    }
    const field = slots[slot];
    if (field === undefined) {
      addUnknownSlot(walk.problems, place, slot);
      continue;
    }
    const at = offset + relative;
    if (relative + widthOf(field.type) > size)
      throw malformed(offset, 'a field lies outside its table');
    claims.add(at, widthOf(field.type), 'field');
    fields.set(field.name, readField(walk, { at, type: field.type, scalar }, open));
    scalar = field.type === '1' ? view.u8(at) : 0;
  }
  return { name, offset, fields };
}

interface FieldPlace {
  readonly at: number;
  readonly type: string;
  /** The scalar in the slot before it, which chooses a union's table. */
  readonly scalar: number;
}

function readField(
  walk: TableWalk,
  { at, type, scalar }: FieldPlace,
  open: (table: Pending) => void,
): TableField {
  if (/^[1248]$/.test(type)) return { start: at, count: 1 };
  const target = at + walk.view.u32(at);
  if (type === 'string') return readText(walk, target);
  if (type.startsWith('['))
    return readVector(walk, { at: target, element: type.slice(1, -1) }, open);
  const name = type.startsWith('union:') ? unionTable(walk, type.slice(6), scalar) : type;
  if (name === undefined) throw malformed(at, `a choice has no ${scalar}th alternative`);
  open({ name, offset: target });
  return { start: target, count: 1 };
}

function unionTable(walk: TableWalk, union: string, scalar: number): string | undefined {
  const name = walk.unions[union]?.trim().split(/\s+/)[scalar];
  return name === 'NONE' ? undefined : name;
}

function readVector(
  walk: TableWalk,
  { at, element }: { readonly at: number; readonly element: string },
  open: (table: Pending) => void,
): TableField {
  const { view, claims, budget } = walk;
  const count = view.u32(at);
  const width = widthOf(element);
  claims.add(at, 4 + count * width, 'vector');
  if (/^[1248]$/.test(element)) return { start: at + 4, count };
  budget.spendInstructions(count);
  for (let index = 0; index < count; index++) {
    const entry = at + 4 + 4 * index;
    const target = entry + view.u32(entry);
    if (element === 'string') readText(walk, target);
    else open({ name: element, offset: target });
  }
  return { start: at + 4, count };
}

/** A text has its length before it and a zero behind it. */
function readText({ view, claims }: TableWalk, at: number): TableField {
  const count = view.u32(at);
  claims.add(at, 4 + count + 1, 'text');
  if (view.u8(at + 4 + count) !== 0) throw malformed(at, 'a text does not end');
  return { start: at + 4, count };
}

/** Bytes of a field or element where it stands; what it points to comes on top. */
function widthOf(type: string): number {
  return /^[1248]$/.test(type) ? Number(type) : 4;
}

function addUnknownSlot(problems: ProblemList, { name, offset }: Pending, slot: number): void {
  problems.add('inconclusive', {
    rule: 'flatbuffers.unknown-field',
    offset,
    summary: `${name} has a field ${slot}, which its published schema does not have.`,
    action:
      'Update Credence if the format has grown; otherwise have its publisher convert it anew.',
  });
}

function malformed(byte: number, what: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', `Its FlatBuffers structure is broken: ${what}`, {
    at: { byte },
  });
}
