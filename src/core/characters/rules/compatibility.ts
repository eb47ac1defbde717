import { isLetter, propertiesOf, ruleIn } from '../character-properties.ts';
import { codePointAfter, codePointBefore, widthOf } from '../neighbours.ts';
import { Group } from '../script-groups.ts';
import { scriptOf } from '../scripts.ts';
import { Rule } from '../special-characters.ts';
import { type CompatibilityStyle, styleOf } from './compatibility-styles.ts';
import { countCjkLetters } from './script-spaces.ts';
import type { Site } from './site.ts';

/** Modifier letters that phonetic writing puts before ordinary letters. */
const PHONETIC_MODIFIERS = /^[ʰ-ʸˠ-ˤⁿᵐᵑᵝᶬᶮᶰᶹᶿ]+$/u;
/** Longest word that ordinals and abbreviations write in modifier letters (2ᵉᵐᵉ). */
const LONGEST_MODIFIER_RUN = 3;
/** Longest run of mathematical letters that is read as variables. */
const LONGEST_VARIABLES = 2;
/** What may stand before Ω, Å, K or ℓ in a unit. */
const UNIT_PREFIX = /(?:^|[^\p{L}])[kMGTmµμnpcd]$/u;
const UNITS: ReadonlySet<number> = new Set([0x2113, 0x2126, 0x212a, 0x212b]);
/** Full-width forms that imitate letters, digits and everyday punctuation. */
const IMITATES_TEXT = /[！（），－．：；？０-９Ａ-Ｚａ-ｚ︐-︙﹐-﹫]/u;
const PLAIN_PAIRS: readonly string[] = ['ff', 'fi', 'fl', 'ffi', 'ffl'];

interface Run extends Site {
  readonly before: number;
  readonly after: number;
  readonly letters: number;
}

/** A letter of ordinary text: not one of the styled forms itself. */
function isPlainLetter(codePoint: number): boolean {
  if (codePoint < 0 || !isLetter(codePoint)) return false;
  return ruleIn(propertiesOf(codePoint)) !== Rule.compatibility;
}

function touchesPlainLetter({ before, after }: Run): boolean {
  return isPlainLetter(before) || isPlainLetter(after);
}

function isUnit({ survey, codePoint, start, after, letters }: Run): boolean {
  if (letters > 1 || !UNITS.has(codePoint) || isPlainLetter(after)) return false;
  return UNIT_PREFIX.test(survey.text.slice(Math.max(0, start - 2), start));
}

function isPlainArabic(codePoint: number): boolean {
  return codePoint < 0xfb00 && isPlainLetter(codePoint) && scriptOf(codePoint) === 'Arabic';
}

function isAsciiWord({ before, after }: Run): boolean {
  return /[A-Za-z]/u.test(String.fromCodePoint(Math.max(0, before), Math.max(0, after)));
}

function isFullWidthInPlace(run: Run): boolean {
  const written = run.survey.text.slice(run.start, run.end);
  if (!IMITATES_TEXT.test(written)) return true;
  const hasLetters = /[Ａ-Ｚａ-ｚ]/u.test(written);
  return countCjkLetters(run.survey) > 0 && !(hasLetters && isAsciiWord(run));
}

function isModifierInPlace(run: Run): boolean {
  const written = run.survey.text.slice(run.start, run.end);
  if (run.letters > LONGEST_MODIFIER_RUN) return false;
  return !isPlainLetter(run.after) || PHONETIC_MODIFIERS.test(written);
}

/** Scanned text has a ligature wherever the pair occurs; one beside plain pairs was put there. */
function isLigatureInPlace({ survey, codePoint }: Run): boolean {
  return !survey.plainPairs.has(PLAIN_PAIRS[codePoint - 0xfb00] ?? '');
}

function isIdeographInPlace({ survey }: Run): boolean {
  return (survey.letters[Group.hangul] ?? 0) + (survey.letters[Group.kana] ?? 0) > 0;
}

type InPlace = (run: Run) => boolean;

const LEGITIMATE: Readonly<Record<CompatibilityStyle, InPlace>> = {
  'arabic-form': ({ before, after }) => !isPlainArabic(before) && !isPlainArabic(after),
  'compatibility-ideograph': isIdeographInPlace,
  enclosed: (run) => run.letters === 1 && !touchesPlainLetter(run),
  'full-width': isFullWidthInPlace,
  'hebrew-form': (run) => !touchesPlainLetter(run),
  letterlike: (run) => (run.letters === 1 && !touchesPlainLetter(run)) || isUnit(run),
  ligature: isLigatureInPlace,
  mathematical: (run) => run.letters <= LONGEST_VARIABLES && !touchesPlainLetter(run),
  modifier: isModifierInPlace,
  punctuation: ({ survey }) => survey.genuineSets.size > 0,
  radical: ({ before, after }) => scriptOf(before) !== 'Han' && scriptOf(after) !== 'Han',
  'roman-numeral': (run) => !isAsciiWord(run) || countCjkLetters(run.survey) > 0,
};

const REASONS: Readonly<Record<CompatibilityStyle, string>> = {
  'arabic-form': 'a presentation form within an ordinary Arabic word',
  'compatibility-ideograph': 'a duplicate of an ideograph, kept for old Korean and Japanese sets',
  enclosed: 'enclosed letters in place of ordinary ones',
  'full-width': 'full-width forms in place of ordinary ones',
  'hebrew-form': 'a presentation form within an ordinary Hebrew word',
  letterlike: 'a letterlike symbol in place of a letter',
  ligature: 'a ligature in a text that spells the pair out elsewhere',
  mathematical: 'mathematical letters in place of ordinary ones',
  modifier: 'modifier letters in place of ordinary ones',
  punctuation: 'a punctuation mark of another script in place of an ordinary one',
  radical: 'a radical in place of an ideograph',
  'roman-numeral': 'a Roman numeral character in place of letters',
};

/**
 * Judges a run of characters of one style that NFKC would replace (UAX 15). Superscript digits,
 * fractions, ™, №, ℃ and their like imitate no letter and are not judged at all.
 */
export function judgeCompatibility(site: Site): string | null {
  const { survey, codePoint, start, end } = site;
  const run: Run = {
    ...site,
    before: codePointBefore(survey.text, start),
    after: codePointAfter(survey.text, end),
    letters: (end - start) / widthOf(codePoint),
  };
  const style = styleOf(codePoint);
  return LEGITIMATE[style](run) ? null : REASONS[style];
}
