import { isDigit, isLetter, isMark } from '../character-properties.ts';
import { decodeDeltas, decodeKeyedDeltas } from '../delta-coding.ts';
import { codePointAfter, codePointBefore, HORIZON, widthOf } from '../neighbours.ts';
import { scriptOf } from '../scripts.ts';
import { EMOJI_JOINS } from '../tables/emoji-sequences.ts';
import { JOINS_BOTH_SIDES, JOINS_RIGHT_SIDE, VIRAMAS } from '../tables/joining-letters.ts';
import type { Site } from './site.ts';

const ZWJ = 0x200d;
const EMOJI_STYLE = 0xfe0f;
const CAT = 0x1f431;

const joinsBothSides: ReadonlySet<number> = new Set(decodeDeltas(JOINS_BOTH_SIDES));
const joinsRightSide: ReadonlySet<number> = new Set(decodeDeltas(JOINS_RIGHT_SIDE));
const viramas: ReadonlySet<number> = new Set(decodeDeltas(VIRAMAS));
/** Second element of an emoji joined by ZWJ → what may stand before it (UTS 51). */
const emojiJoins: ReadonlyMap<number, ReadonlySet<number>> = decodeKeyedDeltas(EMOJI_JOINS);
/** What Windows joins to a cat face: detective, motorcycle, laptop, glasses, dinosaur, rocket. */
const catCompanions: ReadonlySet<number> = new Set([
  0x1f464, 0x1f3cd, 0x1f4bb, 0x1f453, 0x1f409, 0x1f680,
]);

/** Scripts without cursive joining whose shaping still uses the joiners. */
const SHAPED_BY_JOINERS: ReadonlySet<string> = new Set(['Khmer', 'Mongolian', 'Phags_Pa']);

/** The base that a joiner follows: marks, emoji styles and skin tones are skipped. */
function baseBefore(text: string, offset: number): number {
  let at = offset;
  for (let steps = 0; steps < HORIZON; steps++) {
    const codePoint = codePointBefore(text, at);
    const isModifier = codePoint >= 0x1f3fb && codePoint <= 0x1f3ff;
    if (codePoint !== EMOJI_STYLE && !isModifier && !isMark(codePoint)) return codePoint;
    at -= widthOf(codePoint);
  }
  return -1;
}

function joinsEmoji(before: number, after: number): boolean {
  if (before === CAT && catCompanions.has(after)) return true;
  return emojiJoins.get(after)?.has(before) ?? false;
}

function isCursive(codePoint: number): boolean {
  return joinsBothSides.has(codePoint) || joinsRightSide.has(codePoint);
}

/** Letters of a cursive script that never join (hamza) still belong to it. */
function belongsToCursiveScript(codePoint: number): boolean {
  if (codePoint < 0 || !isLetter(codePoint)) return false;
  const script = scriptOf(codePoint);
  return isCursive(codePoint) || script === 'Arabic' || SHAPED_BY_JOINERS.has(script);
}

/** Letters, digits and closing signs, behind which Persian writes a suffix with ZWNJ. */
function takesSuffix(codePoint: number): boolean {
  if (codePoint < 0) return false;
  return (
    isLetter(codePoint) ||
    isDigit(codePoint) ||
    '»)]”"\'%'.includes(String.fromCodePoint(codePoint))
  );
}

/**
 * ZWJ and ZWNJ belong into emoji sequences (UTS 51), after or before the virama of an Indic script
 * (UAX 31 rules A2 and B and the orthographies of Bengali, Marathi and Malayalam), and beside
 * letters of cursive scripts (rule A1; Persian and Sorani use them more freely). A ZWJ between
 * letters that join anyway changes nothing on the screen.
 */
export function judgeJoiner({ survey, codePoint, start, end }: Site): string | null {
  const { text } = survey;
  const before = codePointBefore(text, start);
  const after = codePointAfter(text, end);
  const base = baseBefore(text, start);
  if (codePoint === ZWJ && joinsEmoji(base, after)) return null;
  if (viramas.has(before) || (viramas.has(after) && isLetter(base))) return null;
  const name = codePoint === ZWJ ? 'joiner' : 'non-joiner';
  const follows = belongsToCursiveScript(base);
  const precedes = belongsToCursiveScript(after);
  if (codePoint === ZWJ) {
    if (joinsBothSides.has(base) && isCursive(after)) {
      return 'a joiner between letters that join without it';
    }
    if (follows || precedes) return null;
  } else if (follows || (precedes && takesSuffix(base))) return null;
  if (scriptOf(base) === 'Khmer' && scriptOf(after) === 'Khmer') return null;
  return `a ${name} where neither script nor emoji asks for one`;
}
