import type { Slice } from './slice.ts';

const STEPS = 8;
const LEAST_VALUES = 12;

/**
 * Ranges of a field whose values are numbers: every run of neighbouring eighths, open at the ends.
 *
 * @returns `null` where the field is not one of numbers, or has so few values that each can stand alone.
 */
export function numericRanges(field: string, values: readonly string[]): readonly Slice[] | null {
  const numbers = values.map((value) => (value.trim() === '' ? Number.NaN : Number(value)));
  const known = numbers.filter((number) => Number.isFinite(number));
  const filled = values.filter((value) => value.trim() !== '').length;
  if (known.length < filled || new Set(known).size < LEAST_VALUES) return null;
  const ascending = known.sort((one, other) => one - other);
  const cuts = [
    ...new Set(
      Array.from(
        { length: STEPS - 1 },
        (_, step) => ascending[Math.floor(((step + 1) * ascending.length) / STEPS)] as number,
      ),
    ),
  ];
  const ranges: Slice[] = [];
  for (let from = -1; from < cuts.length; from += 1)
    for (let to = from + 1; to <= cuts.length; to += 1) {
      const [low, high] = [cuts[from], cuts[to]];
      if (low === undefined && high === undefined) continue;
      const items = numbers.flatMap((number, index) =>
        (low === undefined || number >= low) &&
        (high === undefined || number < high) &&
        Number.isFinite(number)
          ? [index]
          : [],
      );
      ranges.push({ name: nameOf(field, low, high), items: Uint32Array.from(items) });
    }
  return ranges;
}

function nameOf(field: string, low: number | undefined, high: number | undefined): string {
  if (low === undefined) return `${field} below ${high}`;
  return high === undefined ? `${field} from ${low}` : `${field} from ${low} to below ${high}`;
}
