import { confusablesOf } from '../confusables.ts';
import { scriptOf } from '../scripts.ts';

type Ranges = readonly (readonly [first: number, last: number])[];

/** Letters that everybody who reads a script knows: only these make a word read as an ordinary one. */
const EVERYDAY: ReadonlyMap<string, Ranges> = new Map([
  ['Latin', [[0x41, 0x7a]]],
  ['Cyrillic', [[0x400, 0x45f]]],
  ['Greek', [[0x386, 0x3ce]]],
]);

/** Letters of the languages in use today, accented ones and those of Kazakh or Vietnamese included. */
const MODERN: ReadonlyMap<string, Ranges> = new Map([
  [
    'Latin',
    [
      [0x41, 0x24f],
      [0x1e00, 0x1eff],
    ],
  ],
  [
    'Cyrillic',
    [
      [0x400, 0x45f],
      [0x490, 0x52f],
    ],
  ],
  ['Greek', [[0x386, 0x3ce]]],
]);

function isWithin(ranges: Ranges, codePoint: number): boolean {
  return ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

/** Whether a letter belongs to modern Latin, Cyrillic or Greek; false for every other script. */
export function isModern(script: string, codePoint: number): boolean {
  return isWithin(MODERN.get(script) ?? [], codePoint);
}

/** 1 for a capital, -1 for a small letter, 0 for a letter without case. */
function caseOf(codePoint: number): number {
  const letter = String.fromCodePoint(codePoint);
  return Number(letter.toLowerCase() !== letter) - Number(letter.toUpperCase() !== letter);
}

/**
 * The everyday letter of a script that a character resembles (UTS 39), of its own case where it has
 * one and small where it has none; null when the script has no such letter.
 */
export function lookalikeIn(script: string, codePoint: number): string | null {
  const everyday = EVERYDAY.get(script);
  const wanted = caseOf(codePoint) || -1;
  const image = confusablesOf(codePoint).find(
    (other) =>
      scriptOf(other) === script &&
      (everyday === undefined || isWithin(everyday, other)) &&
      (caseOf(other) === wanted || caseOf(other) === 0),
  );
  return image === undefined ? null : String.fromCodePoint(image);
}
