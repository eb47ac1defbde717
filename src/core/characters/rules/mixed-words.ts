import { scriptSets } from '../character-properties.ts';
import type { Survey } from '../survey.ts';
import { isModern, lookalikeIn } from './lookalikes.ts';
import { isScientificGreek } from './scientific-greek.ts';
import { type Block, blocksOf, lettersOf, spell, type WordLetter } from './word-letters.ts';

export interface WordVerdict {
  readonly family: 'homoglyphs' | 'mixed-scripts';
  readonly reason: string;
  readonly foreign: readonly number[];
  /** The ordinary word that the letters read as; mixed scripts read as none. */
  readonly readsAs?: string;
}

/** Scripts whose letters are taken for Latin ones: never excused beside Latin in one word. */
const KIN_OF_LATIN: ReadonlySet<string> = new Set([
  'Armenian',
  'Cherokee',
  'Coptic',
  'Cyrillic',
  'Deseret',
  'Georgian',
  'Greek',
  'Lisu',
  'Osage',
]);
const ACRONYM = /^\p{Lu}{2,}$/u;
const RUSSIAN_ENDING = /^[\u0430-\u044f\u0451\u0456\u0457\u0454]{1,4}$/u;

/** Whether a text has other words of a script, written in it alone. */
function hasWordsOf(script: string, { genuineSets, latinWords }: Survey): boolean {
  if (script === 'Latin') return latinWords > 0;
  return [...genuineSets].some((set) => scriptSets[set]?.[0] === script);
}

/** "SMSки": a Latin acronym with a Cyrillic ending, as people write without the hyphen. */
function isInflectedAcronym([stem, ending, more]: readonly Block[]): boolean {
  if (stem === undefined || ending === undefined || more !== undefined) return false;
  return (
    stem.script === 'Latin' &&
    ACRONYM.test(spell(stem.letters)) &&
    ending.script === 'Cyrillic' &&
    RUSSIAN_ENDING.test(spell(ending.letters))
  );
}

/**
 * A Latin name with an Arabic, Hebrew or Indic prefix or ending written on to it: one Latin block
 * of two letters or more, at an edge of the word or in capitals.
 */
function isAffixedName(blocks: readonly Block[]): boolean {
  const names = blocks.filter(({ script }) => script === 'Latin');
  const affixes = blocks.filter(({ script }) => script !== 'Latin');
  const [name] = names;
  if (name === undefined || names.length > 1 || affixes.length > 2) return false;
  if (new Set(affixes.map(({ script }) => script)).size > 1) return false;
  if (affixes.some(({ script }) => KIN_OF_LATIN.has(script))) return false;
  const spelled = spell(name.letters);
  if (spelled.length < 2) return false;
  if (affixes.length > 1) return ACRONYM.test(spelled);
  if (/^\p{Lu}/u.test(spelled)) return true;
  const letters = affixes.flatMap((affix) => affix.letters);
  if (readAs(affixes[0]?.script ?? '', name.letters) !== null) return false;
  return letters.length > 1 || letters.every((letter) => readAs('Latin', [letter]) === null);
}

/** Reads letters as a script, its own letters as they are; null when one resembles none of it. */
function readAs(script: string, letters: readonly WordLetter[]): string | null {
  let word = '';
  for (const { codePoint, script: own } of letters) {
    const image = own === script ? String.fromCodePoint(codePoint) : lookalikeIn(script, codePoint);
    if (image === null) return null;
    word += image;
  }
  return word;
}

/**
 * The scripts that a word may be meant to read as: its main one; a lesser one that the text writes
 * elsewhere, or that stands without context in modern letters; and Latin, when no letter is Latin.
 */
function readings(letters: readonly WordLetter[], survey: Survey): string[] {
  const [main = '', ...lesser] = scriptsByShare(letters);
  const isAlone = !hasWordsOf(main, survey);
  const plausible = lesser.filter(
    (script) =>
      hasWordsOf(script, survey) ||
      (isAlone &&
        letters.every((letter) => letter.script !== script || isModern(script, letter.codePoint))),
  );
  return [main, ...plausible, ...(main === 'Latin' || lesser.includes('Latin') ? [] : ['Latin'])];
}

/** Scripts of a word, the one with most letters first; of equals the first in the word. */
function scriptsByShare(letters: readonly WordLetter[]): string[] {
  const counts = new Map<string, number>();
  for (const { script } of letters) counts.set(script, (counts.get(script) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([script]) => script);
}

/**
 * Judges a word whose letters belong to several scripts (UTS 39 section 5, "highly restrictive":
 * Chinese, Japanese and Korean never come here). Returns null for the mixtures people write.
 */
export function judgeMixedWord(survey: Survey, start: number, end: number): WordVerdict | null {
  const letters = lettersOf(survey.text, start, end);
  const scripts = scriptsByShare(letters);
  const [main] = scripts;
  if (main === undefined || scripts.length < 2) return null;
  const isAttached = scripts.every((script) => script === 'Latin' || hasWordsOf(script, survey));
  const blocks = blocksOf(letters);
  if (isAttached && (isInflectedAcronym(blocks) || isAffixedName(blocks))) return null;
  if (isScientificGreek(letters)) return null;
  for (const script of readings(letters, survey)) {
    const readsAs = readAs(script, letters);
    if (readsAs === null) continue;
    const foreign = letters.filter((letter) => letter.script !== script);
    return {
      family: 'homoglyphs',
      reason: 'letters of another script that resemble those of the word',
      foreign: foreign.map(({ codePoint }) => codePoint),
      readsAs,
    };
  }
  const foreign = letters.filter(({ script }) => script !== main);
  return {
    family: 'mixed-scripts',
    reason: 'scripts mixed within one word',
    foreign: foreign.map(({ codePoint }) => codePoint),
  };
}
