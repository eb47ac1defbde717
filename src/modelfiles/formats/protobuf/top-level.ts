import { CredenceError } from '../../../core/error.ts';
import type { Budget } from '../../limits.ts';
import type { ByteView } from '../byte-view.ts';
import { LENGTH_DELIMITED, type WireField, wireFields } from './wire-reader.ts';

/** What tells one protobuf format from another, which have no signature of their own. */
export interface TopLevel {
  /** `number:wireType` of every field that occurs. */
  readonly fields: ReadonlySet<string>;
  /** The same of the first message or text in field 1; empty where it doesn't read as a message. */
  readonly firstOfOne: ReadonlySet<string>;
  /** What stands in field 2 of that message, as Latin-1, where it is short; empty otherwise. */
  readonly secondText: string;
}

/** Names of operators are shorter. */
const LONGEST_NAME = 200;
const BETWEEN_LOOKS_AT_THE_CLOCK = 65_536;

/**
 * The outermost fields of a source, by their tags alone; `null` where it doesn't read as protobuf
 * to its last byte.
 *
 * @throws CredenceError `LIMIT_EXCEEDED`
 */
export function topLevelOf(view: ByteView, budget: Budget): TopLevel | null {
  const ones: WireField[] = [];
  const outermost = (field: WireField): void => {
    const first = field.number === 1 && field.wireType === LENGTH_DELIMITED && ones.length === 0;
    if (first) ones.push(field);
  };
  const whole = { start: 0, end: view.length };
  const fields = readFields(view, whole, { budget, seen: outermost });
  if (fields === null || fields.size === 0) return null;
  const [one] = ones;
  let secondText = '';
  const seen = ({ number, wireType, start, end }: WireField): void => {
    const isText = number === 2 && wireType === LENGTH_DELIMITED && end - start <= LONGEST_NAME;
    if (isText) secondText = view.latin1(start, end - start);
  };
  return {
    fields,
    firstOfOne: (one && readFields(view, one, { budget, seen })) ?? new Set(),
    secondText,
  };
}

function readFields(
  view: ByteView,
  { start, end }: { readonly start: number; readonly end: number },
  { budget, seen }: { readonly budget: Budget; readonly seen: (field: WireField) => void },
): Set<string> | null {
  const fields = new Set<string>();
  let count = 0;
  try {
    for (const field of wireFields(view, start, end)) {
      if (++count % BETWEEN_LOOKS_AT_THE_CLOCK === 0) budget.spendTime();
      fields.add(`${field.number}:${field.wireType}`);
      // No format here has as many kinds of fields; other bytes that read as protobuf soon do.
      if (fields.size > 40) return null;
      seen(field);
    }
  } catch (error) {
    if (error instanceof CredenceError && error.code.startsWith('DATA_')) return null;
    throw error;
  }
  return fields;
}

/** Whether all fields are among the allowed ones, written `number:wireType`. */
export function onlyFields(fields: ReadonlySet<string>, allowed: readonly string[]): boolean {
  return fields.size > 0 && [...fields].every((field) => allowed.includes(field));
}
