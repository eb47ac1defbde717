import type { HiddenOccurrence } from './hidden.ts';

/** Steps that pipelines put before a tokeniser, each as its standard defines it. */
export const PREPROCESSING = ['lower-casing', 'NFKC', 'splitting on white space'] as const;

export type Preprocessing = (typeof PREPROCESSING)[number];

/** Unicode White_Space, and the four separators at which Python's `str.split` divides as well. */
const PYTHON_SEPARATORS = '\u001c\u001d\u001e\u001f';
const WHITE_SPACE = new RegExp(`[\\p{White_Space}${PYTHON_SEPARATORS}]+`, 'u');
/** A letter on either side, so that a step is seen to act within a word. */
const HOST = ['x', 'y'] as const;

function tokensOf(text: string, steps: readonly Preprocessing[]): string[] {
  let tokens = [text];
  for (const step of steps) {
    switch (step) {
      case 'lower-casing':
        tokens = tokens.map((token) => token.toLowerCase());
        break;
      case 'NFKC':
        tokens = tokens.map((token) => token.normalize('NFKC'));
        break;
      case 'splitting on white space':
        tokens = tokens.flatMap((token) => token.split(WHITE_SPACE));
        break;
    }
  }
  return tokens.filter((token) => token !== '');
}

/** The span as a person takes it: the lookalike word, a plain space, or nothing at all. */
function innocentForm(occurrence: HiddenOccurrence, written: string): string {
  if (occurrence.readsAs !== undefined) return occurrence.readsAs;
  if (occurrence.family === 'unusual-spaces') return ' ';
  const hidden = new Set(occurrence.codePoints);
  return Array.from(written)
    .filter((character) => !hidden.has(character.codePointAt(0) ?? 0))
    .join('');
}

/**
 * Whether an occurrence still changes the tokens of its text after the steps, taken in order: its
 * span is compared with what a person reads there, both between two letters. White space alone
 * counts as a token boundary; NFKC is UAX 15's.
 */
export function survives(
  text: string,
  occurrence: HiddenOccurrence,
  steps: readonly Preprocessing[],
): boolean {
  const written = text.slice(occurrence.start, occurrence.end);
  const [before, after] = HOST;
  const seen = tokensOf(`${before}${written}${after}`, steps);
  const read = tokensOf(`${before}${innocentForm(occurrence, written)}${after}`, steps);
  return seen.length !== read.length || seen.some((token, at) => token !== read[at]);
}

/** The steps that each, on their own, leave an occurrence's effect on the tokens in place. */
export function survivedSteps(text: string, occurrence: HiddenOccurrence): Preprocessing[] {
  return PREPROCESSING.filter((step) => survives(text, occurrence, [step]));
}
