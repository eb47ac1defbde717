import { type Store, tokenText } from '../store.ts';

const WORD = /\p{L}/u;
const ENDING_LENGTHS = [2, 3] as const;
const LONGEST_WORD = 40;

/** What stands for any word that shows nothing, for the ends of a text, and for a number. */
const ANY_WORD = '*';
export const BEGINNING = '^';
export const END = '$';
const NUMBER = '0';

/** How one token looks once its content is taken away. */
export interface StyleToken {
  /** What stands for it beside its neighbours. */
  readonly symbol: number;
  /** Symbols that it shows on its own. */
  readonly shown: readonly number[];
  /** Whether it is a word with a meaning of its own. */
  readonly isContent: boolean;
}

/**
 * Symbols of style: function words and punctuation as they are, other words by their last two and three
 * letters, numbers as one. Texts of symbols and their numbers, in order of first appearance; an ending is
 * written with a hyphen before it.
 */
export class StyleAlphabet {
  readonly #store: Store;
  readonly #tokens: (StyleToken | undefined)[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(store: Store, texts: readonly string[] = []) {
    this.#store = store;
    for (const text of texts) this.symbol(text);
  }

  get texts(): string[] {
    return [...this.#numbers.keys()];
  }

  /** The number of a symbol; a new one where it was never seen. */
  symbol(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  token(id: number): StyleToken {
    const known = this.#tokens[id];
    if (known !== undefined) return known;
    const found = this.#read(id);
    this.#tokens[id] = found;
    return found;
  }

  #read(id: number): StyleToken {
    const { vocabulary } = this.#store;
    const text = tokenText(vocabulary, id);
    if (vocabulary.frameTokens[id] === 1) {
      const symbol = this.symbol(text);
      return { symbol, shown: [symbol], isContent: false };
    }
    if (!WORD.test(text)) {
      const symbol = this.symbol(NUMBER);
      return { symbol, shown: [symbol], isContent: false };
    }
    const shown = endingsOf(text).map((ending) => this.symbol(ending));
    return { symbol: shown[0] ?? this.symbol(ANY_WORD), shown, isContent: true };
  }
}

/** A word shows its last letters only where they are not all of it. */
function endingsOf(word: string): string[] {
  const letters = [...word.slice(-LONGEST_WORD)];
  return ENDING_LENGTHS.filter((length) => letters.length > length).map(
    (length) => `-${letters.slice(-length).join('')}`,
  );
}

/** The symbol of a property of the whole text. */
export function shapeSymbol(property: string, value: string): string {
  return `${property} = ${value}`;
}
