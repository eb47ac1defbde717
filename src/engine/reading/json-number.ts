/** A number that a double would not hold exactly, as its source wrote it. */
export class NumberText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** `JSON.parse` hands a reviver the source of each primitive (ECMAScript 2026). */
type SourceReviver = (
  key: string,
  value: unknown,
  context: { readonly source?: string },
) => unknown;
const parseWithSource = JSON.parse as (text: string, reviver: SourceReviver) => unknown;

/**
 * True where a parsed number may differ from what was written: an integer from 2^53 on, or an
 * overflow. Fractions count as exact: their shortest form reads back as the same double.
 */
export function isInexact(value: number): boolean {
  return value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER;
}

/** Parses JSON and keeps inexact numbers as `NumberText`. Several times slower than `JSON.parse`. */
export function parseExactly(text: string): unknown {
  return parseWithSource(text, (_key, value, context) =>
    typeof value === 'number' && isInexact(value)
      ? new NumberText(context.source ?? String(value))
      : value,
  );
}

/** True where an array or object holds an inexact number at any level. */
export function holdsInexact(value: unknown): boolean {
  if (typeof value === 'number') return isInexact(value);
  if (typeof value !== 'object' || value === null || value instanceof NumberText) return false;
  return Object.values(value).some(holdsInexact);
}
