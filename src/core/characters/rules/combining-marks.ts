import {
  INHERITED,
  isDigit,
  isLetter,
  Kind,
  kindIn,
  propertiesOf,
  scriptSetIn,
  scriptSets,
} from '../character-properties.ts';
import { codePointBefore, widthOf } from '../neighbours.ts';
import { scriptOf } from '../scripts.ts';
import type { Survey } from '../survey.ts';

/** Marks that one base of a script can carry in careful writing; scripts not named: six. */
const MOST_MARKS: ReadonlyMap<string, number> = new Map([
  ['Arabic', 5],
  ['Common', 3],
  ['Cyrillic', 3],
  ['Greek', 4],
  ['Han', 2],
  ['Hangul', 2],
  ['Hiragana', 2],
  ['Katakana', 2],
  ['Lao', 3],
  ['Latin', 3],
  ['Myanmar', 8],
  ['Thai', 3],
  ['Tibetan', 9],
]);
const MOST_MARKS_ELSEWHERE = 6;

/** Scripts that take the general diacritics of U+0300 to U+036F only where Unicode lists them. */
const OWN_MARKS_ONLY: ReadonlySet<string> = new Set([
  'Arabic',
  'Bengali',
  'Bopomofo',
  'Devanagari',
  'Ethiopic',
  'Gujarati',
  'Gurmukhi',
  'Han',
  'Hangul',
  'Hebrew',
  'Hiragana',
  'Kannada',
  'Katakana',
  'Khmer',
  'Lao',
  'Malayalam',
  'Myanmar',
  'Oriya',
  'Sinhala',
  'Tamil',
  'Telugu',
  'Thaana',
  'Thai',
  'Tibetan',
]);

function isGeneralDiacritic(codePoint: number): boolean {
  return (
    (codePoint >= 0x0300 && codePoint <= 0x036f) ||
    (codePoint >= 0x1ab0 && codePoint <= 0x1aff) ||
    (codePoint >= 0x1dc0 && codePoint <= 0x1dff) ||
    (codePoint >= 0xfe20 && codePoint <= 0xfe2f)
  );
}

/** Whether a base of a script ever carries a mark (Script_Extensions, UAX 24). */
function goesWith(mark: number, baseScript: string): boolean {
  const set = scriptSetIn(propertiesOf(mark));
  if (scriptSets[set]?.includes(baseScript)) return true;
  if (isGeneralDiacritic(mark)) return !OWN_MARKS_ONLY.has(baseScript);
  return set === INHERITED;
}

function isBase(codePoint: number): boolean {
  return isLetter(codePoint) || isDigit(codePoint);
}

/** The script whose marks a base takes; null for spaces, dotted circles and other symbols. */
function scriptOfBase(base: number): string | null {
  if (!isBase(base)) return null;
  return scriptOf(base);
}

function judgeMarks(marks: readonly number[], base: number): string | null {
  if (base < 0x20) return 'a combining mark without a base';
  const script = scriptOfBase(base);
  if (marks.length > (MOST_MARKS.get(script ?? 'Common') ?? MOST_MARKS_ELSEWHERE)) {
    return 'more combining marks than its script stacks';
  }
  if (
    marks.some((mark, at) => mark === marks[at - 1] && kindIn(propertiesOf(mark)) === Kind.mark)
  ) {
    return 'the same combining mark twice';
  }
  if (script === null) return null;
  return marks.every((mark) => goesWith(mark, script))
    ? null
    : 'a combining mark of another script than its base';
}

/**
 * Judges a run of combining marks with what stands before it. Vietnamese, polytonic Greek, pointed
 * Hebrew and Arabic, Indic and Tibetan stacks stay below their script's limit; whether a letter is
 * composed or decomposed (NFC or NFD) does not matter.
 */
export function judgeMarkRun({ text }: Survey, start: number, end: number): string | null {
  let base = codePointBefore(text, start);
  // A selector or joiner between base and mark is judged by its own rule; it carries no mark.
  for (let at = start; base === 0x200d || base === 0x200c || base === 0xfe0f; ) {
    at -= widthOf(base);
    base = codePointBefore(text, at);
    if (start - at > 2) return null;
  }
  const marks: number[] = [];
  for (let at = start; at < end; at += widthOf(marks.at(-1) ?? 0)) {
    marks.push(text.codePointAt(at) ?? 0);
  }
  return judgeMarks(marks, base);
}
