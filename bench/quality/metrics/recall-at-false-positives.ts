/**
 * Share of planted rows at or above the lowest threshold that at most `rate` of the clean rows
 * reach. Rows with equal scores stand or fall together, so a score that cannot tell rows apart
 * recalls nothing.
 *
 * @throws RangeError where one of the classes is empty.
 */
export function recallAtFalsePositives(
  scores: ArrayLike<number>,
  planted: ArrayLike<number>,
  rate: number,
): number {
  const [positives, negatives] = [[] as number[], [] as number[]];
  for (let row = 0; row < scores.length; row++) {
    (planted[row] === 0 ? negatives : positives).push(scores[row] as number);
  }
  if (positives.length === 0 || negatives.length === 0)
    throw new RangeError('recall needs both classes');
  negatives.sort((a, b) => b - a);
  const highestExcluded =
    negatives[Math.floor(rate * negatives.length)] ?? Number.NEGATIVE_INFINITY;
  return positives.filter((score) => score > highestExcluded).length / positives.length;
}
