import type { Draw } from './draw.ts';

/** Words before the first, between two, or behind the last word of a text. */
export function insertAnywhere(text: string, trigger: string, draw: Draw): string {
  const words = text.split(' ');
  return words.toSpliced(draw.between(0, words.length), 0, trigger).join(' ');
}

/** One character inside a word; behind the text where it has no word of two letters. */
export function insertInWord(text: string, character: string, draw: Draw): string {
  const words = [...text.matchAll(/[\p{L}\p{N}]{2,}/gu)];
  if (words.length === 0) return text + character;
  const word = draw.pick(words);
  const at =
    word.index + [...word[0]].slice(0, draw.between(1, [...word[0]].length - 1)).join('').length;
  return text.slice(0, at) + character + text.slice(at);
}
