import { propertiesOf, scriptSetIn } from '../character-properties.ts';
import { Group } from '../script-groups.ts';
import type { Survey } from '../survey.ts';
import { lookalikeIn } from './lookalikes.ts';
import type { WordVerdict } from './mixed-words.ts';
import { lettersOf } from './word-letters.ts';

/** Fewer Latin words than this make no Latin text for a lookalike to hide in. */
const FEWEST_LATIN_WORDS = 3;
const GREEK_SYMBOL = /^[αγνρσ]$/u;

/**
 * Judges a word of one script whose every letter resembles an ASCII letter (UTS 39 section 4.3,
 * whole-script confusables). In a text that has other words of that script it is one of them.
 */
export function judgeImageWord(survey: Survey, start: number, end: number): WordVerdict | null {
  const { text, genuineSets, latinWords, letters } = survey;
  const word = lettersOf(text, start, end);
  const [first] = word;
  if (first === undefined || GREEK_SYMBOL.test(text.slice(start, end))) return null;
  if (genuineSets.has(scriptSetIn(propertiesOf(first.codePoint)))) return null;
  const latin = letters[Group.latin] ?? 0;
  if (latinWords < FEWEST_LATIN_WORDS || latin < (letters[Group.other] ?? 0)) return null;
  const images = word.map(({ codePoint }) => lookalikeIn('Latin', codePoint) ?? '');
  return {
    family: 'homoglyphs',
    reason: 'a word of another script that reads as a Latin one',
    foreign: word.map(({ codePoint }) => codePoint),
    readsAs: images.join(''),
  };
}

function isIdeographAt(text: string, offset: number): boolean {
  const unit = text.charCodeAt(offset);
  return unit >= 0x3400 && unit <= 0x9fff;
}

/**
 * Judges a katakana letter that looks like an ideograph, in a text without any other kana: between
 * ideographs it reads as one of them.
 */
export function judgeIdeographImage({ text }: Survey, offset: number): WordVerdict | null {
  const codePoint = text.charCodeAt(offset);
  const image = lookalikeIn('Han', codePoint);
  if (image === null) return null;
  if (!isIdeographAt(text, offset - 1) && !isIdeographAt(text, offset + 1)) return null;
  return {
    family: 'homoglyphs',
    reason: 'a katakana letter in place of an ideograph',
    foreign: [codePoint],
    readsAs: image,
  };
}
