/** How many characters are put in, left out, changed or swapped with their neighbour (optimal string alignment). */
export function distance(one: string, two: string): number {
  const [from, to] = [Array.from(one), Array.from(two)];
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [row, letter] of from.entries()) {
    const next = [row + 1];
    for (const [column, other] of to.entries()) {
      const change = (last[column] ?? 0) + (letter === other ? 0 : 1);
      let least = Math.min(change, (last[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1);
      const swapped = row > 0 && column > 0 && letter === to[column - 1] && from[row - 1] === other;
      if (swapped) least = Math.min(least, (before[column - 1] ?? 0) + 1);
      next.push(least);
    }
    [before, last] = [last, next];
  }
  return last.at(-1) ?? 0;
}
