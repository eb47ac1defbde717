import { CredenceError } from '../core/error.ts';

// What a reader does not see is escaped; the line feeds and spaces of the layout stay.
const UNSEEN =
  /[[\p{Zs}--\x20][\p{Cc}--\n]\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{DI}\p{Noncharacter_Code_Point}\u2800]/gv;

/**
 * JSON with every invisible, bidi and control character of its strings written as `\uXXXX`: the
 * same document to a program, and nothing hidden from a person. Infinities, which JSON cannot
 * hold, become the largest double.
 *
 * @throws CredenceError `INTERNAL` for a number that is not one (NaN)
 */
export function visibleJson(value: unknown): string {
  const json = JSON.stringify(value, finiteNumber, 2);
  return `${json.replace(UNSEEN, escapeUnits)}\n`;
}

function finiteNumber(key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  if (Number.isNaN(value)) {
    throw new CredenceError('INTERNAL', `The report holds no number where one belongs: ${key}.`);
  }
  return value > 0 ? Number.MAX_VALUE : -Number.MAX_VALUE;
}

function escapeUnits(character: string): string {
  let escaped = '';
  for (let index = 0; index < character.length; index++) {
    escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}
