/** Edits that a slip of the hand makes. */
const CLOSE = 2;

/** The known word that a mistyped one most likely stands for, or null. */
export function nearestWord(word: string, known: readonly string[]): string | null {
  if (word.length > 60) return null;
  const [best] = known
    .map((candidate) => ({ candidate, edits: editDistance(word, candidate) }))
    .filter(({ edits, candidate }) => edits <= CLOSE && edits < candidate.length)
    .toSorted((one, two) => one.edits - two.edits);
  return best?.candidate ?? null;
}

/** Levenshtein's distance. */
function editDistance(one: string, two: string): number {
  let above = Array.from({ length: two.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= two.length; column += 1) {
      const changed = (above[column - 1] ?? 0) + (one[row - 1] === two[column - 1] ? 0 : 1);
      current.push(Math.min(changed, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[two.length] ?? 0;
}
