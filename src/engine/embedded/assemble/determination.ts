import { type ItemColumn, type LabelColumn, NO_ID, outcomesOf } from '../store.ts';

/**
 * How far a column alone decides the label: Goodman and Kruskal's lambda (1954), the share of the
 * errors of always guessing the commonest label that go away when the value is known. Values in
 * fewer than three records are left out, since they always seem to decide.
 */
export function determination(
  { ids, texts }: Pick<ItemColumn, 'ids' | 'texts'>,
  labels: LabelColumn,
): number {
  const width = outcomesOf(labels);
  if (width < 2 || texts.length * width > MOST_CELLS) return 0;
  const cells = new Uint32Array(texts.length * width);
  const known = new Uint32Array(width);
  ids.forEach((id, record) => {
    const from = record === 0 ? 0 : (labels.ends[record - 1] as number);
    if (id === NO_ID || labels.ends[record] === from) return;
    const label = labels.ids[from] as number;
    const cell = id * width + label;
    cells[cell] = (cells[cell] as number) + 1;
    known[label] = (known[label] as number) + 1;
  });
  let right = 0;
  for (let value = 0; value < texts.length; value += 1) {
    const row = cells.subarray(value * width, (value + 1) * width);
    const total = row.reduce((sum, count) => sum + count, 0);
    right +=
      total < LEAST_RECORDS ? ((row[indexOfLargest(known)] as number) ?? 0) : Math.max(...row);
  }
  const total = known.reduce((sum, count) => sum + count, 0);
  const guessed = Math.max(...known);
  return total === guessed ? 0 : (right - guessed) / (total - guessed);
}

const MOST_CELLS = 20_000_000;
const LEAST_RECORDS = 3;

function indexOfLargest(values: Uint32Array): number {
  return values.indexOf(Math.max(...values));
}
