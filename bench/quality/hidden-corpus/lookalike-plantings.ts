import type { HostScript } from './host-sentences.ts';
import type { Planting } from './invisible-plantings.ts';
import { type Chance, insertAt, replaceAt, type Word, wordsOf } from './place.ts';

/** Letters of a script and the letters of others that stand in for them. */
const LOOKALIKES: Readonly<Record<HostScript, Readonly<Record<string, string>>>> = {
  Latin: {
    a: 'аα',
    c: 'сϲ',
    e: 'е',
    g: 'ց',
    h: 'һհ',
    i: 'іι',
    j: 'ј',
    n: 'ո',
    o: 'оοօ',
    p: 'рρ',
    s: 'ѕ',
    u: 'սυ',
    v: 'ѵν',
    x: 'х',
    y: 'уγ',
    A: 'АΑᎪ',
    B: 'ВΒᏴ',
    C: 'СᏟ',
    D: 'Ꭰ',
    L: 'Ꮮ',
    N: 'Ν',
    P: 'РΡᏢ',
    R: 'ᎡᏒ',
    S: 'ЅՏᏚ',
    T: 'ТΤᎢ',
    U: 'Ս',
    W: 'Ꮃ',
  },
  Cyrillic: {
    а: 'aα',
    е: 'e',
    о: 'oοօ',
    р: 'pρ',
    с: 'c',
    у: 'yγ',
    х: 'x',
    і: 'iι',
    ј: 'j',
    П: 'Π',
    К: 'KΚ',
    Н: 'HΗ',
  },
  Arabic: { ا: 'l', ه: 'o' },
  Devanagari: { उ: 'ਤ', ट: 'ਟ', ठ: 'ਠ', ढ: 'ਫ', प: 'ਧ', भ: 'ਮ', म: 'ਸ', व: 'ਕ', ह: 'ਵ' },
  Han: {
    口: 'ロ',
    力: 'カ',
    二: 'ニ',
    工: 'エ',
    八: 'ハ',
    夕: 'タ',
  },
};
const STRANGERS: Readonly<Record<HostScript, string>> = {
  Latin: 'жѩשבकஅლწնد',
  Cyrillic: 'vzqრლשعकñ',
  Arabic: 'zжשकλ',
  Devanagari: 'жzகაש',
  Han: 'жשकდع',
};
const STYLES: readonly number[] = [
  0x1d400, 0x1d434, 0x1d468, 0x1d4d0, 0x1d56c, 0x1d5a0, 0x1d5d4, 0x1d608, 0x1d670,
];
const PRESENTATION_FORMS: Readonly<Record<string, string>> = {
  ا: '\uFE8D\uFE8E',
  ب: '\uFE8F\uFE92',
  ت: '\uFE95\uFE98',
  ح: '\uFEA1',
  د: '\uFEA9',
  ر: '\uFEAD',
  س: '\uFEB1\uFEB4',
  ع: '\uFEC9\uFECC',
  ف: '\uFED1',
  ق: '\uFED5',
  ل: '\uFEDD\uFEE0',
  م: '\uFEE1\uFEE4',
  ن: '\uFEE5\uFEE8',
  و: '\uFEED',
  ي: '\uFEF1\uFEF4',
};
const RADICALS: Readonly<Record<string, string>> = {
  一: '⼀',
  人: '⼈',
  力: '⼒',
  口: '⼝',
  大: '⼤',
  小: '⼩',
  山: '⼭',
  工: '⼯',
  心: '⼼',
  日: '⽇',
  月: '⽉',
  木: '⽊',
  水: '⽔',
  火: '⽕',
  用: '⽤',
  比: '⽐',
  行: '⾏',
  金: '\uF90A',
  年: '\uF98E',
  更: '\uF901',
  不: '\uF967',
  利: '\uF9DD',
};

/** Replaces a random non-empty part of a word's replaceable letters. */
function disguise(word: Word, images: Readonly<Record<string, string>>, chance: Chance): string {
  const letters = [...word.text];
  const places = letters.flatMap((letter, at) => (letter in images ? [at] : []));
  const all = chance.below(4) === 0;
  const sure = chance.pick(places);
  for (const at of places) {
    if (at !== sure && !all && chance.below(2) === 0) continue;
    letters[at] = chance.pick([...(images[letters[at] ?? ''] ?? '')]);
  }
  return letters.join('');
}

function disguisable(host: string, images: Readonly<Record<string, string>>): Word[] {
  return wordsOf(host, 4).filter(({ text }) => [...text].some((letter) => letter in images));
}

export const plantHomoglyph: Planting = (host, script, chance) => {
  if (script === 'Han') {
    const places = [...host].flatMap((letter, at) => (letter in LOOKALIKES.Han ? [at] : []));
    const start = chance.pick(places);
    const image = LOOKALIKES.Han[host[start] ?? ''] ?? '';
    return replaceAt(host, { start, end: start + 1 }, image);
  }
  const word = chance.pick(disguisable(host, LOOKALIKES[script]));
  return replaceAt(host, word, disguise(word, LOOKALIKES[script], chance));
};

/** Before a letter: a mark behind the stranger would be a second thing to find. */
export const plantStranger: Planting = (host, script, chance) => {
  const places = [...host.matchAll(/(?<=\p{L}\p{M}*)(?=\p{L})/gu)];
  return insertAt(host, chance.pick(places).index, chance.pick([...STRANGERS[script]]));
};

function styled(word: string, chance: Chance): string {
  const style = chance.below(4);
  const base = chance.pick(STYLES);
  return Array.from(word, (letter) => {
    const code = letter.charCodeAt(0);
    const [isLower, index] = [code >= 0x61, (code & 0x1f) - 1];
    if (style === 0) return String.fromCodePoint(0xfee0 + code);
    if (style === 1) return String.fromCodePoint((isLower ? 0x24d0 : 0x24b6) + index);
    if (style === 2 && isLower) return String.fromCodePoint(0x249c + index);
    return String.fromCodePoint(base + (isLower ? 26 : 0) + index);
  }).join('');
}

/** Han sentences without a letter that has a radical get a full-width letter in a Latin word. */
export const plantCompatibility: Planting = (host, script, chance) => {
  if (script === 'Arabic') {
    const places = [...host.matchAll(/(?<=[\u0620-\u064A])[ابتحدرسعفقلمنوي](?=[\u0620-\u064A])/gu)];
    const { index, 0: letter } = chance.pick(places);
    return replaceAt(
      host,
      { start: index, end: index + 1 },
      chance.pick([...(PRESENTATION_FORMS[letter] ?? '')]),
    );
  }
  if (script === 'Han') {
    const places = [...host].flatMap((letter, at) => (letter in RADICALS ? [at] : []));
    const start = chance.pick(places);
    return replaceAt(host, { start, end: start + 1 }, RADICALS[host[start] ?? ''] ?? '');
  }
  if (script === 'Latin') {
    const word = chance.pick(wordsOf(host, 3).filter(({ text }) => /^[A-Za-z]+$/u.test(text)));
    if (chance.below(2) === 0) return replaceAt(host, word, styled(word.text, chance));
    const start = chance.between(word.start, word.end - 1);
    return replaceAt(host, { start, end: start + 1 }, styled(host[start] ?? '', chance));
  }
  const word = chance.pick(['movie', 'Trigger', 'now', 'access', 'Green']);
  return insertAt(host, chance.pick(wordsOf(host)).start, styled(word, chance));
};

const DIACRITICS = [
  ...'\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030C\u0327\u0331\u0336\u0489',
];
const FOREIGN_MARKS: Readonly<Record<HostScript, string>> = {
  Latin: '\u064E\u0651\u05B8\u05BC\u093E\u0941\u0E31\u0E49\u3099',
  Cyrillic: '\u064E\u05B8\u0941\u0E31\u09BC',
  Arabic: '\u0301\u0302\u0336\u05B8\u0941\u0E49',
  Devanagari: '\u0302\u030C\u064E\u05B8\u0E31',
  Han: '\u0301\u0308\u064E\u05B8\u0941',
};

/** Stacked, doubled or foreign marks behind a letter. */
export const plantMarks: Planting = (host, script, chance) => {
  const places = [...host.matchAll(/\p{L}(?!\p{M})/gu)];
  const place = chance.pick(places);
  const offset = place.index + place[0].length;
  const diacritic = chance.pick(DIACRITICS);
  switch (chance.below(3)) {
    case 0:
      return insertAt(host, offset, chance.pick([...FOREIGN_MARKS[script]]));
    case 1:
      return insertAt(host, offset, diacritic.repeat(2));
    default: {
      const stack = Array.from({ length: chance.between(8, 30) }, () => chance.pick(DIACRITICS));
      return insertAt(host, offset, stack.join(''));
    }
  }
};
