import { isLetter, isMark } from '../character-properties.ts';
import { codePointAfter, codePointBefore, HORIZON, widthOf } from '../neighbours.ts';
import { scriptOf } from '../scripts.ts';
import type { Survey } from '../survey.ts';
import type { Site } from './site.ts';

const SOFT_HYPHEN = 0xad;
const GRAPHEME_JOINER = 0x34f;
/** Hyphenation leaves at least this many letters on each side. */
const SHORTEST_PART = 2;
/** A lone soft hyphen is believed only in a word of at least this many letters. */
const LONG_WORD = 9;
const WORDS = /[\p{L}\p{M}\u00ad]+/gu;

/** Scripts that divide words by hyphens. */
const HYPHENATED: ReadonlySet<string> = new Set([
  'Armenian',
  'Bengali',
  'Cyrillic',
  'Devanagari',
  'Georgian',
  'Greek',
  'Gujarati',
  'Gurmukhi',
  'Kannada',
  'Latin',
  'Malayalam',
  'Oriya',
  'Tamil',
  'Telugu',
]);

function isWordCharacter(codePoint: number): boolean {
  if (codePoint < 0) return false;
  return (isLetter(codePoint) && HYPHENATED.has(scriptOf(codePoint))) || isMark(codePoint);
}

interface WordPart {
  /** Characters up to the next soft hyphen, and up to the end of the word. */
  readonly adjacent: number;
  readonly whole: number;
}

function partBefore(text: string, offset: number): WordPart {
  let [adjacent, whole, at] = [-1, 0, offset];
  for (let steps = 0; steps < HORIZON; steps++) {
    const codePoint = codePointBefore(text, at);
    if (codePoint === SOFT_HYPHEN) adjacent = adjacent < 0 ? whole : adjacent;
    else if (isWordCharacter(codePoint)) whole++;
    else break;
    at -= widthOf(codePoint);
  }
  return { adjacent: adjacent < 0 ? whole : adjacent, whole };
}

function partAfter(text: string, offset: number): WordPart {
  let [adjacent, whole, at] = [-1, 0, offset];
  for (let steps = 0; steps < HORIZON; steps++) {
    const codePoint = codePointAfter(text, at);
    if (codePoint === SOFT_HYPHEN) adjacent = adjacent < 0 ? whole : adjacent;
    else if (isWordCharacter(codePoint)) whole++;
    else break;
    at += widthOf(codePoint);
  }
  return { adjacent: adjacent < 0 ? whole : adjacent, whole };
}

const hyphenatedTexts = new WeakMap<Survey, boolean>();

/** True when at least two, and at least half, of a text's long words carry soft hyphens. */
function isHyphenatedThroughout(survey: Survey): boolean {
  const known = hyphenatedTexts.get(survey);
  if (known !== undefined) return known;
  let [long, divided] = [0, 0];
  for (const [word] of survey.text.matchAll(WORDS)) {
    const parts = word.split('\u00ad');
    if (word.length - parts.length + 1 < LONG_WORD) continue;
    long++;
    if (parts.length > 1) divided++;
  }
  const answer = divided >= 2 && 2 * divided >= long;
  hyphenatedTexts.set(survey, answer);
  return answer;
}

function judgeSoftHyphen({ survey, start, end }: Site): string | null {
  const { text } = survey;
  const before = partBefore(text, start);
  const after = partAfter(text, end);
  if (before.adjacent < SHORTEST_PART || after.adjacent < SHORTEST_PART) {
    return 'a soft hyphen where no word divides';
  }
  if (before.whole + after.whole >= LONG_WORD || isHyphenatedThroughout(survey)) return null;
  return 'a soft hyphen in a short word of a text that is not hyphenated';
}

/**
 * Soft hyphens are legitimate as hyphenation: two letters or more on either side, in a long word or
 * in a text that is hyphenated throughout. The grapheme joiner is legitimate between two marks
 * (Biblical Hebrew); the inherent vowels of Khmer never are (Unicode discourages them).
 */
export function judgeFiller(site: Site): string | null {
  if (site.codePoint === SOFT_HYPHEN) return judgeSoftHyphen(site);
  if (site.codePoint === GRAPHEME_JOINER) {
    const { text } = site.survey;
    const marks = [codePointBefore(text, site.start), codePointAfter(text, site.end)];
    const between = marks.every((mark) => isMark(mark) && scriptOf(mark) === 'Hebrew');
    return between ? null : 'a grapheme joiner that joins no marks';
  }
  return 'a vowel sign that prints nothing';
}
