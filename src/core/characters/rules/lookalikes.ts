import { confusablesOf } from '../confusables.ts';
import { scriptOf } from '../scripts.ts';

/** Letters of everyday writing: a lookalike outside them makes no word read as ordinary. */
const EVERYDAY: ReadonlyMap<string, readonly [first: number, last: number]> = new Map([
  ['Latin', [0x41, 0x7a]],
  ['Cyrillic', [0x400, 0x45f]],
  ['Greek', [0x386, 0x3ce]],
]);

function isUpperCase(codePoint: number): boolean {
  const letter = String.fromCodePoint(codePoint);
  return letter.toLowerCase() !== letter;
}

/**
 * The everyday letter of a script that a character resembles (UTS 39), of its own case where there
 * is one; null when the script has none.
 */
export function lookalikeIn(script: string, codePoint: number): string | null {
  const [first, last] = EVERYDAY.get(script) ?? [0, 0x10ffff];
  const candidates = confusablesOf(codePoint).filter(
    (other) => other >= first && other <= last && scriptOf(other) === script,
  );
  const sameCase = candidates.find((other) => isUpperCase(other) === isUpperCase(codePoint));
  const chosen = sameCase ?? candidates[0];
  return chosen === undefined ? null : String.fromCodePoint(chosen);
}
