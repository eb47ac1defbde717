import { CLAUSE_CLASSES, CLAUSE_WORDS, clauseSymbol } from '../../../core/words/clause-words.ts';
import type { FeatureSpace } from '../../operations/features.ts';
import { type Store, tokenText } from '../store.ts';
import { type Run, visitRuns } from './sequence-column.ts';

export type SequenceVisitor = (run: Run) => void;

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
  /**
   * Whether a run says something that no other source says. A frame has something open, and two words
   * or one at an end of the text: without words it is mark-up, without the rest a phrase.
   */
  isFeature(symbols: readonly number[]): boolean;
}

/** Whether the features of a space are runs of symbols. */
export function isRunSpace(space: FeatureSpace): boolean {
  return space === 'words' || space === 'skeletons' || space === 'outlines';
}

/** The source of a space whose features are runs. */
export function sequenceSource(store: Store, space: FeatureSpace): SequenceSource {
  if (space === 'skeletons') return skeletonSequences(store);
  return space === 'outlines' ? outlineSequences(store) : wordSequences(store);
}

/** The tokens of the texts as they stand. */
function wordSequences(store: Store): SequenceSource {
  const { vocabulary } = store;
  return {
    symbols: vocabulary.size,
    places: tokensOf(store),
    visit: (visitor) => visitRuns(store.tokens, visitor),
    textOf: (symbol) => tokenText(vocabulary, symbol),
    isFeature: () => true,
    mayBeFrequent: (symbol, minimumRecords) =>
      (vocabulary.frequency[symbol] as number) >= minimumRecords,
  };
}

const CONTENT = '*';
const BEGINNING = '^';
const END = '$';

/**
 * The skeletons of the texts: function words and punctuation stay, every run of other words becomes
 * one `*`, and both ends are marked. What remains is how a sentence is built.
 */
function skeletonSequences(store: Store): SequenceSource {
  const { vocabulary } = store;
  const content = vocabulary.size;
  const symbolOf = Uint32Array.from({ length: vocabulary.size }, (_, token) =>
    vocabulary.frameTokens[token] === 1 ? token : content,
  );
  return frameSequences(store, symbolOf, []);
}

/**
 * The outlines of the texts, coarser than skeletons: of words, only those that join clauses stay,
 * each as its class, so that `when … ,` and `although … ,` are one construction (the templates of
 * syntactic triggers, Qi et al. 2021, "Hidden Killer"). English only; in other languages punctuation
 * alone is left.
 */
function outlineSequences(store: Store): SequenceSource {
  const { vocabulary } = store;
  const content = vocabulary.size;
  const firstClass = vocabulary.size + 3;
  const symbolOf = Uint32Array.from({ length: vocabulary.size }, (_, token) =>
    vocabulary.punctuation[token] === 1 ? token : content,
  );
  const classes = new Map(
    CLAUSE_CLASSES.flatMap((name, at) =>
      CLAUSE_WORDS[name].map((word) => [word, firstClass + at] as const),
    ),
  );
  for (let token = 0; token < vocabulary.size; token += 1) {
    if (
      (vocabulary.offsets[token + 1] as number) - (vocabulary.offsets[token] as number) >
      LONGEST_CLAUSE_WORD
    )
      continue;
    const symbol = classes.get(tokenText(vocabulary, token));
    if (symbol !== undefined) symbolOf[token] = symbol;
  }
  return frameSequences(store, symbolOf, CLAUSE_CLASSES.map(clauseSymbol));
}

const LONGEST_CLAUSE_WORD = 10;

/** Texts as runs of other symbols: `symbolOf` each token, runs of content as one, the ends marked. */
function frameSequences(
  store: Store,
  symbolOf: Uint32Array,
  classes: readonly string[],
): SequenceSource {
  const { vocabulary } = store;
  const [content, beginning, end] = [vocabulary.size, vocabulary.size + 1, vocabulary.size + 2];
  const marks = [CONTENT, BEGINNING, END, ...classes];
  let scratch = new Uint32Array(1024);
  return {
    symbols: vocabulary.size + marks.length,
    places: tokensOf(store) + 2 * store.records,
    visit(visitor) {
      const run: Run = { ids: scratch, start: 0, end: 0, record: 0 };
      visitRuns(store.tokens, ({ ids, start: from, end: to, record }) => {
        if (scratch.length < to - from + 2) scratch = new Uint32Array(2 * (to - from + 2));
        let length = 0;
        scratch[length++] = beginning;
        for (let at = from; at < to; at += 1) {
          const symbol = symbolOf[ids[at] as number] as number;
          if (symbol !== content || scratch[length - 1] !== content) scratch[length++] = symbol;
        }
        scratch[length++] = end;
        [run.ids, run.end, run.record] = [scratch, length, record];
        visitor(run);
      });
    },
    isFeature: (symbols) => {
      const words = symbols.filter(
        (symbol) => symbol > end || (symbol < content && vocabulary.punctuation[symbol] === 0),
      ).length;
      const anchored = symbols[0] === beginning || symbols.at(-1) === end;
      return (
        symbols.some((symbol) => symbol >= content && symbol <= end) && words >= (anchored ? 1 : 2)
      );
    },
    textOf: (symbol) =>
      symbol < content ? tokenText(vocabulary, symbol) : (marks[symbol - content] ?? ''),
    mayBeFrequent: (symbol, minimumRecords) =>
      symbol >= content || (vocabulary.frequency[symbol] as number) >= minimumRecords,
  };
}

function tokensOf({ tokens }: Store): number {
  return tokens.chunks.reduce((sum, { ends }) => sum + (ends.at(-1) ?? 0), 0);
}
