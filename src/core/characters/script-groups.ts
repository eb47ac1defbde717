import { COMMON, INHERITED, scriptSets } from './character-properties.ts';

/** Scripts by what matters when they meet in one text. */
export const Group = {
  common: 0,
  latin: 1,
  han: 2,
  kana: 3,
  hangul: 4,
  rightToLeft: 5,
  other: 6,
} as const;

export type Group = (typeof Group)[keyof typeof Group];

export const GROUP_COUNT = 7;

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set([
  'Adlam',
  'Arabic',
  'Avestan',
  'Garay',
  'Hanifi_Rohingya',
  'Hebrew',
  'Imperial_Aramaic',
  'Mandaic',
  'Manichaean',
  'Mende_Kikakui',
  'Nko',
  'Old_South_Arabian',
  'Phoenician',
  'Psalter_Pahlavi',
  'Samaritan',
  'Sogdian',
  'Syriac',
  'Thaana',
  'Yezidi',
]);

/** Scripts that run words together. Hangul has spaces, but takes Latin and Han into its words. */
const SPACELESS: ReadonlySet<string> = new Set([
  'Balinese',
  'Bopomofo',
  'Han',
  'Hiragana',
  'Javanese',
  'Katakana',
  'Khmer',
  'Lao',
  'Myanmar',
  'New_Tai_Lue',
  'Tai_Le',
  'Tai_Tham',
  'Tai_Viet',
  'Thai',
  'Tibetan',
  'Yi',
]);

function groupOfScript(script: string): Group {
  if (script === 'Common' || script === 'Inherited') return Group.common;
  if (script === 'Latin') return Group.latin;
  if (script === 'Han') return Group.han;
  if (script === 'Hiragana' || script === 'Katakana' || script === 'Bopomofo') return Group.kana;
  if (script === 'Hangul') return Group.hangul;
  return RIGHT_TO_LEFT.has(script) ? Group.rightToLeft : Group.other;
}

const groups: Uint8Array = Uint8Array.from(scriptSets, ([script = 'Common']) =>
  groupOfScript(script),
);

/**
 * Letters of different segments never belong to one word: 0 for scripts that put spaces between
 * words, 1 for Chinese, Japanese and Korean, which mix freely, a number of its own for any other
 * spaceless script.
 */
const segments: Uint16Array = Uint16Array.from(scriptSets, ([script = 'Common'], set) => {
  const group = groupOfScript(script);
  if (group === Group.han || group === Group.kana || group === Group.hangul) return 1;
  return SPACELESS.has(script) ? set + 2 : 0;
});

export function groupOfSet(set: number): number {
  return groups[set] ?? Group.common;
}

export function segmentOfSet(set: number): number {
  return segments[set] ?? 0;
}

/** True when letters of the set belong to no script in particular. */
export function isShared(set: number): boolean {
  return set === COMMON || set === INHERITED;
}

/** True when a script writes words without spaces between them, so that tokens are not words. */
export function isSpacelessScript(script: string): boolean {
  return SPACELESS.has(script);
}
