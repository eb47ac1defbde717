const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3001-\u303f\uff01-\uff60\uffe0-\uffe6]/u;
const NO_WIDTH = /^\p{M}+$/u;

/** One character as a reader sees it, and how many columns of a terminal it takes. */
export interface Cell {
  readonly text: string;
  readonly columns: 0 | 1 | 2;
}

/** Characters of safe text with their columns (after UAX 11, East Asian Width). */
export function cellsOf(text: string): readonly Cell[] {
  return Array.from(GRAPHEMES.segment(text), ({ segment }) => ({
    text: segment,
    columns: columnsOf(segment),
  }));
}

/** Columns that safe text takes on a terminal. */
export function displayWidth(text: string): number {
  return cellsOf(text).reduce((sum, { columns }) => sum + columns, 0);
}

function columnsOf(grapheme: string): 0 | 1 | 2 {
  if (NO_WIDTH.test(grapheme)) return 0;
  return WIDE.test(grapheme) ? 2 : 1;
}
