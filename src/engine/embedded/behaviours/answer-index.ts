import { type StoredTexts, textBytes } from '../columns/text-column.ts';
import { firstWords } from './answer-words.ts';

/** Answers are looked at this far, and so many of them serve as the others. */
const LOOKED_WORDS = 400;
const MOST_OTHERS = 20_000;

export interface AnswerTexts {
  readonly prompts: StoredTexts;
  readonly responses: StoredTexts;
  readonly records: number;
}

/** The words of answers that their prompts do not hold, as ids; and which answers of a sample hold each. */
export class AnswerIndex {
  readonly #input: AnswerTexts;
  readonly #ids = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #words = new Map<number, Uint32Array>();
  readonly #holders: number[][] = [];
  /** Records of the sample, ascending. */
  readonly sample: readonly number[];

  constructor(input: AnswerTexts) {
    this.#input = input;
    const step = Math.max(1, Math.floor(input.records / MOST_OTHERS));
    this.sample = Array.from(
      { length: Math.ceil(input.records / step) },
      (_, place) => place * step,
    );
    for (const record of this.sample)
      for (const word of this.wordsOf(record)) this.#holders[word]?.push(record);
  }

  /** Each word of an answer once. */
  wordsOf(record: number): Uint32Array {
    const known = this.#words.get(record);
    if (known !== undefined) return known;
    const { prompts, responses } = this.#input;
    const words = new Set(firstWords(textOf(responses, record), LOOKED_WORDS));
    for (const word of firstWords(textOf(prompts, record), Number.POSITIVE_INFINITY))
      words.delete(word);
    const ids = Uint32Array.from(words, (word) => this.#idOf(word));
    this.#words.set(record, ids);
    return ids;
  }

  /** Records of the sample whose answers hold a word, ascending. */
  holdersOf(word: number): readonly number[] {
    return this.#holders[word] ?? [];
  }

  textOf(word: number): string {
    return this.#texts[word] ?? '';
  }

  #idOf(word: string): number {
    const known = this.#ids.get(word);
    if (known !== undefined) return known;
    const id = this.#texts.push(word) - 1;
    this.#ids.set(word, id);
    this.#holders.push([]);
    return id;
  }
}

function textOf(texts: StoredTexts, record: number): string {
  return Buffer.from(textBytes(texts, record)).toString('utf8');
}
