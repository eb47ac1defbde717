/** A word, number or mark of a text, with what stands before it. */
export interface ClauseWord {
  /** Lower-cased. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: 'word' | 'number' | 'mark';
  /** Of a word: whether its first letter is a capital, and not all of its letters are. */
  readonly capital: boolean;
  /** Of a word: whether its first letter is not a capital. */
  readonly lower: boolean;
  /** True where a line begins here. */
  readonly newLine: boolean;
}

const PIECES = /(\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)?)|(\p{N}+)|[^\s\p{L}\p{N}]/gu;

/** The words and marks of a text in order, at most `most` of them. */
export function clauseWords(text: string, most: number): ClauseWord[] {
  const words: ClauseWord[] = [];
  let last = 0;
  for (const match of text.matchAll(PIECES)) {
    if (words.length === most) break;
    const [piece, word, number] = match;
    const start = match.index;
    const lower = piece.toLowerCase();
    words.push({
      text: lower,
      start,
      end: start + piece.length,
      kind: kindOf(word, number),
      capital:
        word !== undefined &&
        lower[0] !== piece[0] &&
        (piece.length === 1 || piece.slice(1) === lower.slice(1)),
      lower: word !== undefined && lower[0] === piece[0],
      newLine: words.length === 0 || hasLineFeed(text, last, start),
    });
    last = start + piece.length;
  }
  return words;
}

function kindOf(word: string | undefined, number: string | undefined): ClauseWord['kind'] {
  if (word !== undefined) return 'word';
  return number === undefined ? 'mark' : 'number';
}

function hasLineFeed(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return true;
  }
  return false;
}
