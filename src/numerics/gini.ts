/**
 * The Gini coefficient of amounts that are not negative: half their mean difference relative to their mean; 0 where
 * all are alike or none is above 0, (n − 1)/n where one of n has everything.
 */
export function gini(amounts: readonly number[]): number {
  const sorted = amounts.toSorted((a, b) => a - b);
  let [sum, weighted] = [0, 0];
  sorted.forEach((amount, at) => {
    sum += amount;
    weighted += (2 * (at + 1) - sorted.length - 1) * amount;
  });
  return sum > 0 ? weighted / (sorted.length * sum) : 0;
}
