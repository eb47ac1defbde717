import { type Store, tokenText } from '../store.ts';
import { loadChunks } from './sequence-column.ts';

/** A run of ids `ids[start .. end)` of one record. */
export type SequenceVisitor = (ids: Uint32Array, start: number, end: number, record: number) => void;

/** A stream of runs of symbols, one run a record, and what each symbol reads like. */
export interface SequenceSource {
  /** Symbols are below this number. */
  readonly symbols: number;
  /** Symbols of all records together are at most so many. */
  readonly places: number;
  visit(visitor: SequenceVisitor): void;
  textOf(symbol: number): string;
  /** Symbols in fewer places than this cannot be in so many records. */
  mayBeFrequent(symbol: number, minimumRecords: number): boolean;
  /** Whether a run of symbols says something that no other source says. */
  isFeature(symbols: readonly number[]): boolean;
}

/** The tokens of the texts as they stand. */
export function wordSequences(store: Store): SequenceSource {
  const { vocabulary } = store;
  return {
    symbols: vocabulary.size,
    places: tokensOf(store),
    visit: (visitor) => visitChunks(store, visitor),
    textOf: (symbol) => tokenText(vocabulary, symbol),
    isFeature: () => true,
    mayBeFrequent: (symbol, minimumRecords) => (vocabulary.frequency[symbol] as number) >= minimumRecords,
  };
}

const CONTENT = '*';
const BEGINNING = '^';
const END = '$';

/**
 * The skeletons of the texts: function words and punctuation stay, every run of other words becomes
 * one `*`, and both ends are marked. What remains is how a sentence is built.
 */
export function skeletonSequences(store: Store): SequenceSource {
  const { vocabulary } = store;
  const [content, beginning, end] = [vocabulary.size, vocabulary.size + 1, vocabulary.size + 2];
  const { frameTokens: kept } = vocabulary;
  let scratch = new Uint32Array(1024);
  return {
    symbols: vocabulary.size + 3,
    places: tokensOf(store) + 2 * store.records,
    visit(visitor) {
      visitChunks(store, (ids, from, to, record) => {
        if (scratch.length < to - from + 2) scratch = new Uint32Array(2 * (to - from + 2));
        let length = 0;
        scratch[length++] = beginning;
        for (let at = from; at < to; at += 1) {
          const id = ids[at] as number;
          if (kept[id] === 1) scratch[length++] = id;
          else if (scratch[length - 1] !== content) scratch[length++] = content;
        }
        scratch[length++] = end;
        visitor(scratch, 0, length, record);
      });
    },
    /** A frame has something kept and something open; without the one or the other it is a phrase, or nothing. */
    isFeature: (symbols) => symbols.some((symbol) => symbol >= vocabulary.size) && symbols.some((symbol) => symbol < vocabulary.size),
    textOf(symbol) {
      if (symbol === content) return CONTENT;
      if (symbol === beginning) return BEGINNING;
      return symbol === end ? END : tokenText(vocabulary, symbol);
    },
    mayBeFrequent: (symbol, minimumRecords) => symbol >= vocabulary.size || (vocabulary.frequency[symbol] as number) >= minimumRecords,
  };
}

function tokensOf({ tokens }: Store): number {
  return tokens.chunks.reduce((sum, { ends }) => sum + (ends.at(-1) ?? 0), 0);
}

function visitChunks(store: Store, visitor: SequenceVisitor): void {
  for (const { first, ends, ids } of loadChunks(store.tokens)) {
    let start = 0;
    for (let index = 0; index < ends.length; index += 1) {
      const end = ends[index] as number;
      visitor(ids, start, end, first + index);
      start = end;
    }
  }
}
