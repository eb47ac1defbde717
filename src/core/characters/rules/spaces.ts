import { isDigit, isLetter, isMark } from '../character-properties.ts';
import { codePointAfter, codePointBefore, widthOf } from '../neighbours.ts';
import { scriptOf } from '../scripts.ts';
import { judgeBlankLetter, judgeIdeographicSpace } from './script-spaces.ts';
import type { Site } from './site.ts';

const NO_BREAK: ReadonlySet<number> = new Set([0xa0, 0x202f]);
const EN_AND_EM: ReadonlySet<number> = new Set([0x2000, 0x2001, 0x2002, 0x2003]);
const LINE_SEPARATORS: ReadonlySet<number> = new Set([0x2028, 0x2029]);
/** French puts a space before these; units, currencies and operators stand off by one everywhere. */
const TAKES_SPACE_BEFORE = /^[;:!?»›%‰°℃℉€£¥$₽₴₸№§+\-−×÷·=<>≤≥≈±→…–—”’′″/|)]$/u;
const TAKES_SPACE_AFTER = /^[«‹„“‘§¶№#©®†‡•·+\-−×÷=<>≤≥≈±~→$€£¥–—/|(]$/u;
const ABBREVIATION = 5;

interface Word {
  readonly letters: number;
  readonly script: string;
  readonly isDotted: boolean;
}

/** Letters that end at an offset (a full stop behind them allowed), counted up to a limit. */
function wordBefore(text: string, offset: number): Word {
  const isDotted = codePointBefore(text, offset) === 0x2e;
  let at = isDotted ? offset - 1 : offset;
  const script = scriptOf(codePointBefore(text, at));
  let letters = 0;
  while (letters <= ABBREVIATION) {
    const codePoint = codePointBefore(text, at);
    if (codePoint < 0 || !(isLetter(codePoint) || isMark(codePoint))) break;
    letters++;
    at -= widthOf(codePoint);
  }
  return { letters, script, isDotted };
}

function wordAfter(text: string, offset: number): Word {
  const script = scriptOf(codePointAfter(text, offset));
  let [letters, at] = [0, offset];
  while (letters <= ABBREVIATION) {
    const codePoint = codePointAfter(text, at);
    if (codePoint < 0 || !(isLetter(codePoint) || isMark(codePoint))) break;
    letters++;
    at += widthOf(codePoint);
  }
  return { letters, script, isDotted: codePointAfter(text, at) === 0x2e };
}

/** Prepositions, particles, initials and titles hold on to the word beside them. */
function bindsShortWord(text: string, { start, end }: Site): boolean {
  const left = wordBefore(text, start);
  const right = wordAfter(text, end);
  if (left.letters === 0 || right.letters === 0) return false;
  if (left.isDotted && left.letters < ABBREVIATION) return true;
  if (right.isDotted && right.letters === 1) return true;
  if (left.script === 'Cyrillic') return left.letters <= 3 || right.letters <= 2;
  return left.script === 'Latin' && left.letters <= 2;
}

function isSpace(codePoint: number): boolean {
  return codePoint < 0 || codePoint === 0x20 || /\s/u.test(String.fromCodePoint(codePoint));
}

function bindsSigns(before: number, after: number): boolean {
  if (isDigit(before) || isDigit(after) || isMark(after)) return true;
  return (
    TAKES_SPACE_BEFORE.test(String.fromCodePoint(after)) ||
    TAKES_SPACE_AFTER.test(String.fromCodePoint(before))
  );
}

/** An indent: the space stands at the start of a line, and of another line as well. */
function isIndent({ survey, codePoint, start }: Site): boolean {
  if (start > 0 && survey.text.charCodeAt(start - 1) !== 0x0a) return false;
  return survey.indents.has(String.fromCodePoint(codePoint));
}

function judgeTypographicSpace(site: Site): string | null {
  const { survey, codePoint, start, end } = site;
  const { text } = survey;
  const before = codePointBefore(text, start);
  const after = codePointAfter(text, end);
  if (EN_AND_EM.has(codePoint) && isIndent(site) && !isSpace(after)) return null;
  if (isSpace(before) || isSpace(after)) return 'an unusual space beside another or at an edge';
  if (bindsSigns(before, after)) return null;
  if (NO_BREAK.has(codePoint) || codePoint === 0x2009) {
    if (bindsShortWord(text, site)) return null;
    if (scriptOf(before) === 'Mongolian' || scriptOf(after) === 'Mongolian') return null;
  }
  return 'an unusual space between words';
}

/**
 * Spaces that look like the plain one. Legitimate: beside numbers, units, operators, dashes and
 * quotation marks, before French double punctuation, after short words and initials (no-break
 * spaces), as an indent (en and em), and the spaces of Ogham, Mongolian, braille and CJK in their
 * own text.
 */
export function judgeSpace(site: Site): string | null {
  const { codePoint } = site;
  if (LINE_SEPARATORS.has(codePoint)) return 'a line or paragraph separator';
  if (codePoint === 0x3000) return judgeIdeographicSpace(site);
  if (codePoint === 0xa0 || (codePoint >= 0x2000 && codePoint <= 0x205f)) {
    return judgeTypographicSpace(site);
  }
  return judgeBlankLetter(site);
}
