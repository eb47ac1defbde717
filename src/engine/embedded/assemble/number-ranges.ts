import { NO_ID } from '../store.ts';

const RANGES = 10;

/** Equal-count ranges of a numeric column, from its exact distinct values and their counts. */
export interface NumberRanges {
  readonly texts: readonly string[];
  /** Range of each distinct value, or `NO_ID` where it is no number. */
  readonly rangeOf: Uint32Array;
}

/**
 * Cuts the distinct values of a column into about ten ranges that hold equally many records. The
 * commonest value, where it holds a tenth or more (a zero that means "none"), stands alone, so
 * that the rest is still told apart. `null` where there are too few values to cut.
 */
export function numberRanges(values: readonly string[], counts: Uint32Array): NumberRanges | null {
  const numbers = values.map((text) => Number(text));
  const order = [...numbers.keys()]
    .filter((id) => Number.isFinite(numbers[id]))
    .sort((a, b) => (numbers[a] as number) - (numbers[b] as number));
  if (order.length <= RANGES) return null;
  const total = order.reduce((sum, id) => sum + (counts[id] as number), 0);
  const alone = new Set(order.filter((id) => (counts[id] as number) * RANGES >= total));
  const shared = total - [...alone].reduce((sum, id) => sum + (counts[id] as number), 0);
  const rangeOf = new Uint32Array(values.length).fill(NO_ID);
  const texts: string[] = [];
  let [held, low, high] = [0, '', ''];
  const close = (): void => {
    if (low !== '') texts.push(low === high ? low : `${low} to ${high}`);
    [held, low, high] = [0, '', ''];
  };
  for (const id of order) {
    const text = values[id] as string;
    if (alone.has(id)) {
      close();
      rangeOf[id] = texts.length;
      texts.push(text);
      continue;
    }
    if (low === '') low = text;
    high = text;
    rangeOf[id] = texts.length;
    held += counts[id] as number;
    if (held * RANGES >= shared) close();
  }
  close();
  return { texts, rangeOf };
}
