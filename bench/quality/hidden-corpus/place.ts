/** A sentence with something hidden in it, and where (UTF-16 offsets, end exclusive). */
export interface Planted {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Draws for one planting, from a seeded source. */
export class Chance {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** An integer from 0 up to, and without, a bound. */
  below(bound: number): number {
    return Math.floor(this.#random() * bound);
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new RangeError('nothing to pick from');
    return choice;
  }
}

/** A word of a host sentence: letters and marks without a break. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export function wordsOf(host: string, fewestLetters = 1): Word[] {
  return [...host.matchAll(/[\p{L}\p{M}]+/gu)]
    .map((match) => ({
      text: match[0],
      start: match.index,
      end: match.index + match[0].length,
    }))
    .filter((word) => word.text.length >= fewestLetters);
}

export function insertAt(host: string, offset: number, hidden: string): Planted {
  return replaceAt(host, { start: offset, end: offset }, hidden);
}

export function replaceAt(
  host: string,
  { start, end }: { readonly start: number; readonly end: number },
  hidden: string,
): Planted {
  return {
    text: host.slice(0, start) + hidden + host.slice(end),
    start,
    end: start + hidden.length,
  };
}

/** Start, end, inside a word, before a word or behind one: where an attacker would put it. */
export function anyOffset(host: string, chance: Chance): number {
  const word = chance.pick(wordsOf(host, 2));
  switch (chance.below(5)) {
    case 0:
      return 0;
    case 1:
      return host.length;
    case 2:
      return word.start;
    case 3:
      return word.end;
    default:
      return chance.between(word.start + 1, word.end - 1);
  }
}

/** Inside a word, at least so many letters from either end. */
export function insideWord(host: string, chance: Chance, margin = 1): number {
  const word = chance.pick(wordsOf(host, 2 * margin));
  return chance.between(word.start + margin, word.end - margin);
}
