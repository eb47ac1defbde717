/** The rules of tokens once more, by code point and regular expression: slow, and easy to check. */

const CASE = /[A-ZÀ-ÖØ-ÞĀ-įĲ-ķĹ-ňŊ-žΆΈ-ΊΌΎΏΑ-ΡΣ-ΫЀ-ЯѠ-ҁҊ-ҿӐ-ԯԱ-ՖḀ-ẕẠ-ỿＡ-Ｚ]/u;
const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f-\u202f\u205f\u3000]/u;
const SPACELESS =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff\u19e0-\u19ff\u2e80-\u2fef\u3005-\u3007\u3021-\u302f\u3031-\u303c\u3040-\u309f\u30a1-\u30fa\u30fc-\u312f\u3190-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/u;
const PICTURE =
  /[\u2190-\u245f\u2500-\u2bff\u3030\u303d\u4dc0-\u4dff\u{1f000}-\u{1f0ff}\u{1f1e6}-\u{1faff}]/u;
const MARK =
  /[!-/:-@[-^`{-~\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u037e\u0387\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05f3\u05f4\u0609-\u060d\u061b\u061d-\u061f\u066a-\u066d\u06d4\u0964\u0965\u1361-\u1368\u2010-\u2027\u2030-\u205e\u207a-\u207e\u208a-\u208e\u20a0-\u20cf\u2e00-\u2e7f\u2ff0-\u2fff\u3001-\u3004\u3008-\u3020\u303e\u303f\u30a0\u30fb\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffee]/u;
const MODIFIER = '[\\ufe0e\\ufe0f]?[\\u{1f3fb}-\\u{1f3ff}]?';
const SEQUENCE = new RegExp(
  `^${PICTURE.source}${MODIFIER}(?:\\u200d${PICTURE.source}${MODIFIER})*`,
  'u',
);

export type ReferenceKind = 'word' | 'number' | 'punctuation' | 'spaceless';

export function lowerCaseReference(character: string): string {
  return CASE.test(character) && character !== 'İ' ? character.toLowerCase() : character;
}

/** Tokens of a well-formed text. */
export function referenceTokens(text: string): string[] {
  const tokens: string[] = [];
  const characters = [...text];
  for (let at = 0; at < characters.length; ) {
    const character = characters[at] as string;
    if (SPACE.test(character)) {
      at += 1;
    } else if (SPACELESS.test(character)) {
      tokens.push(character);
      at += 1;
    } else if (PICTURE.test(character) || MARK.test(character)) {
      const sequence = SEQUENCE.exec(characters.slice(at, at + 80).join(''))?.[0] ?? character;
      const length = sequence === character ? run(characters, at) : [...sequence].length;
      tokens.push(sequence === character ? character.repeat(Math.min(3, length)) : sequence);
      at += length;
    } else {
      const word = wordAt(characters, at);
      tokens.push(word.map(lowerCaseReference).join(''));
      at += word.length;
    }
  }
  return tokens;
}

export function referenceKind(token: string): ReferenceKind {
  const [first = ''] = token;
  if (SPACELESS.test(first)) return 'spaceless';
  if (PICTURE.test(first) || MARK.test(first)) return 'punctuation';
  return /^[0-9]+$/.test(token) ? 'number' : 'word';
}

function run(characters: readonly string[], at: number): number {
  const character = characters[at] as string;
  const bytes = Buffer.byteLength(character);
  const most = character < '\u0080' ? Number.POSITIVE_INFINITY : Math.floor(256 / bytes);
  let length = 1;
  while (length < most && characters[at + length] === character) length += 1;
  return length;
}

function wordAt(characters: readonly string[], at: number): string[] {
  const word: string[] = [];
  let bytes = 0;
  for (const character of characters.slice(at, at + 257)) {
    if ([SPACE, SPACELESS, PICTURE, MARK].some((other) => other.test(character))) break;
    bytes += Buffer.byteLength(character);
    if (bytes > 256) break;
    word.push(character);
  }
  return word;
}
