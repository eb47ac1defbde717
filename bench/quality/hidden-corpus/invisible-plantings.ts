import type { HostScript } from './host-sentences.ts';
import {
  anyOffset,
  type Chance,
  insertAt,
  insideWord,
  type Planted,
  replaceAt,
  wordsOf,
} from './place.ts';

export type Planting = (host: string, script: HostScript, chance: Chance) => Planted;

const ZERO_WIDTH = '\u200B\u2060\uFEFF\u2061\u2062\u2063\u2064\u206A\u206F';
const CONTROLS = [
  ...'\x00\x01\x07\x08\x0B\x0E\x1B\x1F\x7F\x80\x85\x9F',
  ...'\uFFF9\uFFFB\uFFFC\uFDD0\uFFFF\uE000\uF8FF\u{F0000}\u{10FFFD}\u{1FFFE}',
  '\uD800',
  '\uDC00',
];
const SPACES =
  '\u00A0\u1680\u180E\u2000\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u2800\u3000\u3164\u115F\u1160\uFFA0';
const EMBEDDINGS = '\u202A\u202B\u2066\u2067\u2068';
const OVERRIDES = '\u202D\u202E';

/** One to four characters, so that single ones and coded messages both occur. */
function someOf(alphabet: readonly string[], chance: Chance): string {
  return Array.from({ length: chance.between(1, 4) }, () => chance.pick(alphabet)).join('');
}

export const plantZeroWidth: Planting = (host, _script, chance) =>
  insertAt(host, anyOffset(host, chance), someOf([...ZERO_WIDTH], chance));

/** Where the script has a use for joiners, only the places that are wrong in it too. */
export const plantJoiner: Planting = (host, script, chance) => {
  const joiner = chance.pick(['\u200C', '\u200D']);
  if (script === 'Arabic') {
    if (joiner === '\u200C') return insertAt(host, chance.pick(wordsOf(host, 3)).start, joiner);
    const pairs = [...host.matchAll(/[بتثجحخسشصضطعغفقكلمنهي](?=[بتثجحخسشصضطعغفقكلمنهيا])/gu)];
    return insertAt(host, chance.pick(pairs).index + 1, joiner);
  }
  if (script === 'Devanagari') {
    const places = [
      ...host.matchAll(/[\u0915-\u0939](?=[\u0915-\u0939])|(?<= )(?=[\u0915-\u0939])/gu),
    ];
    const place = chance.pick(places);
    return insertAt(host, place.index + place[0].length, joiner);
  }
  return insertAt(host, anyOffset(host, chance), joiner);
};

export const plantBidiControl: Planting = (host, script, chance) => {
  const [from, to] = [insideWord(host, chance), host.length];
  const offset = chance.between(0, from);
  switch (chance.below(4)) {
    case 0: {
      const override = chance.pick([...OVERRIDES]);
      return replaceAt(host, { start: offset, end: to }, `${override}${host.slice(offset)}\u202C`);
    }
    case 1:
      return insertAt(host, anyOffset(host, chance), chance.pick([...EMBEDDINGS]));
    case 2:
      return insertAt(
        host,
        anyOffset(host, chance),
        chance.pick(['\u202C', '\u2069', '\u2067\u2069']),
      );
    default: {
      const marks = script === 'Arabic' ? ['\u200F', '\u061C'] : ['\u200E', '\u200F', '\u061C'];
      return insertAt(host, from, chance.pick(marks));
    }
  }
};

export const plantTags: Planting = (host, _script, chance) => {
  const length = chance.between(1, 24);
  const tags = Array.from({ length }, () => String.fromCodePoint(0xe0020 + chance.below(0x5f)));
  const flag = chance.pick(['', '', '\u{1F3F4}']);
  const offset = anyOffset(host, chance);
  const planted = insertAt(
    host,
    offset,
    `${flag}${tags.join('')}${chance.pick(['', '\u{E007F}'])}`,
  );
  return { ...planted, start: offset + flag.length };
};

export const plantVariationSelector: Planting = (host, script, chance) => {
  const general = String.fromCodePoint(0xfe03 + chance.below(13));
  const supplement = String.fromCodePoint(
    (script === 'Han' ? 0xe0120 : 0xe0100) + chance.below(0x60),
  );
  return insertAt(host, anyOffset(host, chance), chance.pick([general, supplement]));
};

/** Instead of a space between two long words, doubled beside one, or inside a word. */
export const plantSpace: Planting = (host, script, chance) => {
  const usable = [...SPACES].filter((space) => script !== 'Han' || space !== '\u3000');
  const space = chance.pick(usable);
  const gaps = [...host.matchAll(/(?<=\p{L}[\p{L}\p{M}]{4}) (?=[\p{L}\p{M}]{4})/gu)];
  const gap = gaps.length > 0 ? chance.pick(gaps) : undefined;
  if (gap === undefined || chance.below(4) === 0) {
    if (script === 'Han') return insertAt(host, insideWord(host, chance), space);
    const edges = /[\u2000-\u2003]/u.test(space) ? [] : [0];
    return insertAt(host, chance.pick([...edges, host.length, host.indexOf(' ')]), space);
  }
  if (chance.below(3) === 0) return insertAt(host, gap.index, space);
  return replaceAt(host, { start: gap.index, end: gap.index + 1 }, space);
};

export const plantControl: Planting = (host, _script, chance) =>
  insertAt(host, anyOffset(host, chance), chance.pick(CONTROLS));

export const plantFiller: Planting = (host, script, chance) => {
  const filler = chance.pick(['\u00AD', '\u00AD', '\u034F', '\u17B4', '\u17B5']);
  if (filler !== '\u00AD') return insertAt(host, anyOffset(host, chance), filler);
  if (script === 'Arabic' || script === 'Han')
    return insertAt(host, anyOffset(host, chance), filler);
  const word = chance.pick(wordsOf(host, 3));
  const isShort = word.text.length < 9;
  const offsets = [word.start, word.end, word.start + 1, word.end - 1];
  return insertAt(
    host,
    isShort ? chance.between(word.start, word.end) : chance.pick(offsets),
    filler,
  );
};
