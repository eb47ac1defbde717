import { confusableLetters, resemblesAsciiLetter } from './confusables.ts';
import { ruleOfHighCodePoint, SPECIAL_RANGES } from './special-characters.ts';
import { CHARACTER_RANGES, SCRIPT_SETS } from './tables/script-ranges.ts';

/** What a character is in a word. */
export const Kind = {
  other: 0,
  letter: 1,
  mark: 2,
  spacingMark: 3,
  digit: 4,
  /** A letter outside Latin that some ASCII letter resembles. */
  asciiImage: 5,
} as const;

export type Kind = (typeof Kind)[keyof typeof Kind];

/** First code point above every assigned letter: past it live tags, selectors and private use. */
const TABLE_END = 0x33500;
const KIND_CODES: Readonly<Record<string, Kind>> = {
  l: Kind.letter,
  m: Kind.mark,
  s: Kind.spacingMark,
  d: Kind.digit,
};

/** Script sets by index; a character's own script stands first, its extensions (UAX 24) follow. */
export const scriptSets: readonly (readonly string[])[] = SCRIPT_SETS.split(';').map((set) =>
  set.split(' '),
);
export const COMMON: number = setOfOne('Common');
export const INHERITED: number = setOfOne('Inherited');
export const LATIN: number = setOfOne('Latin');
export const GREEK: number = setOfOne('Greek');

/** Scripts whose alphabets share shapes with Latin, so that a whole word of them can read as Latin. */
const SHAPES_OF_LATIN: ReadonlySet<string> = new Set([
  'Armenian',
  'Carian',
  'Cherokee',
  'Coptic',
  'Cyrillic',
  'Deseret',
  'Elbasan',
  'Glagolitic',
  'Gothic',
  'Greek',
  'Lisu',
  'Lycian',
  'Lydian',
  'Miao',
  'Old_Italic',
  'Osage',
  'Runic',
  'Tifinagh',
  'Warang_Citi',
]);

function setOfOne(script: string): number {
  return scriptSets.findIndex((set) => set.length === 1 && set[0] === script);
}

/** kind in bits 0-2, rule in bits 3-6, script set in bits 7-15. */
const properties: Uint16Array = buildProperties();

function buildProperties(): Uint16Array {
  const table = new Uint16Array(TABLE_END).fill(COMMON << 7);
  let end = 0;
  for (const range of CHARACTER_RANGES.split(' ')) {
    const [gap = '', length = ''] = range.slice(3).split('.');
    const first = end + Number.parseInt(gap, 36);
    end = first + Number.parseInt(length, 36);
    const kind = KIND_CODES[range[0] ?? ''] ?? Kind.other;
    const packed = kind | (Number.parseInt(range.slice(1, 3), 36) << 7);
    table.fill(packed, Math.min(first, TABLE_END), Math.min(end, TABLE_END));
  }
  for (const codePoint of confusableLetters()) {
    const packed = table[codePoint] ?? 0;
    const script = scriptSets[packed >> 7]?.[0] ?? '';
    if ((packed & 7) === Kind.letter && SHAPES_OF_LATIN.has(script)) {
      if (resemblesAsciiLetter(codePoint)) table[codePoint] = (packed & ~7) | Kind.asciiImage;
    }
  }
  for (const [rule, ranges] of SPECIAL_RANGES) {
    for (const [first, last] of ranges) {
      for (let codePoint = first; codePoint <= last; codePoint++) {
        table[codePoint] = (table[codePoint] ?? 0) | (rule << 3);
      }
    }
  }
  return table;
}

/** Kind, rule and script set of a code point in one number; take it apart with the functions below. */
export function propertiesOf(codePoint: number): number {
  if (codePoint < TABLE_END) return properties[codePoint] ?? 0;
  const rule = ruleOfHighCodePoint(codePoint);
  const isSelector = codePoint >= 0xe0100 && codePoint <= 0xe01ef;
  return (COMMON << 7) | (rule << 3) | (isSelector ? Kind.mark : Kind.other);
}

export function kindIn(packed: number): number {
  return packed & 7;
}

export function ruleIn(packed: number): number {
  return (packed >> 3) & 15;
}

export function scriptSetIn(packed: number): number {
  return packed >> 7;
}

export function isLetter(codePoint: number): boolean {
  const kind = kindIn(propertiesOf(codePoint));
  return kind === Kind.letter || kind === Kind.asciiImage;
}

export function isMark(codePoint: number): boolean {
  const kind = kindIn(propertiesOf(codePoint));
  return kind === Kind.mark || kind === Kind.spacingMark;
}

export function isDigit(codePoint: number): boolean {
  return kindIn(propertiesOf(codePoint)) === Kind.digit;
}
