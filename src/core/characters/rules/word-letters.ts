import {
  isDigit,
  isLetter,
  propertiesOf,
  scriptSetIn,
  scriptSets,
} from '../character-properties.ts';
import { isShared } from '../script-groups.ts';

export interface WordLetter {
  readonly codePoint: number;
  readonly offset: number;
  readonly script: string;
}

/** Letters of one script that follow each other in a word. */
export interface Block {
  readonly script: string;
  readonly letters: readonly WordLetter[];
}

/**
 * Letters and script-specific digits of a word with the script each counts for: one that several
 * scripts share (an Arabic-Indic digit) takes the script of a neighbour where it may.
 */
export function lettersOf(text: string, start: number, end: number): WordLetter[] {
  const letters: WordLetter[] = [];
  const firm = new Set<string>();
  for (let offset = start; offset < end; offset++) {
    const codePoint = text.codePointAt(offset) ?? 0;
    const set = scriptSetIn(propertiesOf(codePoint));
    const scripts = scriptSets[set] ?? [];
    if ((isLetter(codePoint) || isDigit(codePoint)) && !isShared(set)) {
      if (scripts.length === 1) firm.add(scripts[0] ?? '');
      letters.push({ codePoint, offset, script: scripts.join(' ') });
    }
    if (codePoint > 0xffff) offset++;
  }
  return letters.map((letter) => {
    const scripts = letter.script.split(' ');
    return { ...letter, script: scripts.find((script) => firm.has(script)) ?? scripts[0] ?? '' };
  });
}

export function blocksOf(letters: readonly WordLetter[]): Block[] {
  const blocks: { script: string; letters: WordLetter[] }[] = [];
  for (const letter of letters) {
    const open = blocks.at(-1);
    if (open?.script === letter.script) open.letters.push(letter);
    else blocks.push({ script: letter.script, letters: [letter] });
  }
  return blocks;
}

export function spell(letters: readonly WordLetter[]): string {
  return letters.map(({ codePoint }) => String.fromCodePoint(codePoint)).join('');
}
