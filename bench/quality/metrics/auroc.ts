/**
 * Area under the ROC curve of scores against truth: the chance that a planted row scores above a
 * clean one, ties counted half (Mann and Whitney 1947).
 *
 * @throws RangeError where one of the classes is empty.
 */
export function auroc(scores: ArrayLike<number>, planted: ArrayLike<number>): number {
  const order = Array.from({ length: scores.length }, (_, row) => row);
  order.sort((a, b) => (scores[a] as number) - (scores[b] as number));
  let positives = 0;
  let rankSum = 0;
  for (let first = 0; first < order.length; ) {
    let end = first + 1;
    while (end < order.length && scores[order[end] as number] === scores[order[first] as number])
      end++;
    const meanRank = (first + 1 + end) / 2;
    for (const row of order.slice(first, end)) {
      if (planted[row] === 0) continue;
      positives++;
      rankSum += meanRank;
    }
    first = end;
  }
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) throw new RangeError('AUROC needs both classes');
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
