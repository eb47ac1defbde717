import type { CommonAmounts } from '../../operations/amounts.ts';

const MOST_NAMED = 10;

/** How often each amount occurs among some records, and the range of all others. */
export function commonAmounts(amounts: Float64Array, positions: Uint32Array): CommonAmounts {
  const counts = new Map<number, number>();
  const named = new Uint8Array(amounts.length);
  for (const record of positions) {
    const amount = amounts[record] as number;
    counts.set(amount, (counts.get(amount) ?? 0) + 1);
    named[record] = 1;
  }
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  amounts.forEach((amount, record) => {
    if (named[record] === 1 || !Number.isFinite(amount)) return;
    least = Math.min(least, amount);
    most = Math.max(most, amount);
  });
  const values = [...counts]
    .map(([amount, records]) => ({ amount, records }))
    .sort((a, b) => b.records - a.records || a.amount - b.amount)
    .slice(0, MOST_NAMED);
  return { values, others: [least, most] };
}
