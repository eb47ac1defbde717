import { lookalikeIn } from './lookalikes.ts';
import type { WordLetter } from './word-letters.ts';

/** Greek letters in use as symbols; the others only ever imitate Latin ones. */
const SYMBOLS = /^[αβγδεζηθκλμνξπρστφχψωϑϕϵΓΔΘΛΞΠΣΦΨΩ\u2126]$/u;
/** Greek letters of the phonetic alphabet. */
const PHONETIC = /^[βθχ]$/u;
const PHONETIC_LETTER = /[\u0250-\u02af]/u;
const FUNCTION_NAME = /^(?:sin|cos|tan|cot|log|ln|exp|max|min|arg|lim)$/u;

function isUpperCase(letter: string): boolean {
  return letter.toLowerCase() !== letter;
}

function isExcused(letters: readonly WordLetter[], at: number): boolean {
  const letter = letters[at];
  if (letter === undefined) return false;
  const symbol = String.fromCodePoint(letter.codePoint);
  if (!SYMBOLS.test(symbol)) return false;
  const neighbours = [letters[at - 1], letters[at + 1]].filter(
    (neighbour) => neighbour?.script === 'Latin',
  );
  const besideSmallLetter = neighbours.some(
    (neighbour) => !isUpperCase(String.fromCodePoint(neighbour?.codePoint ?? 0)),
  );
  if (!besideSmallLetter) return true;
  const isEdge = at === 0 || at === letters.length - 1;
  return isEdge && (letters.length === 2 || lookalikeIn('Latin', letter.codePoint) === null);
}

/**
 * Latin words with Greek symbols as science writes them: units (μm, kΩ), variables (Δt, λmax, sinα),
 * names (TNFα, IFNγ, NFκB), phonetic transcriptions. A lookalike among small letters is no symbol.
 */
export function isScientificGreek(letters: readonly WordLetter[]): boolean {
  if (letters.some(({ script }) => script !== 'Latin' && script !== 'Greek')) return false;
  const latin = letters.filter(({ script }) => script === 'Latin');
  const spelled = latin.map(({ codePoint }) => String.fromCodePoint(codePoint)).join('');
  const greek = letters.flatMap(({ script }, at) => (script === 'Greek' ? [at] : []));
  if (FUNCTION_NAME.test(spelled) && greek.length === 1 && letters.at(-1)?.script === 'Greek') {
    return true;
  }
  const isPhonetic = PHONETIC_LETTER.test(spelled);
  return greek.every((at) => {
    const symbol = String.fromCodePoint(letters[at]?.codePoint ?? 0);
    return isExcused(letters, at) || (isPhonetic && PHONETIC.test(symbol));
  });
}
