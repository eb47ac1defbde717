import type { CountedFeature } from '../../operations/features.ts';
import type { WordScreen } from '../../operations/sequences.ts';
import { type Run, visitRuns } from '../columns/sequence-column.ts';
import type { Store } from '../store.ts';
import { CoherenceReader } from './coherence-reader.ts';
import { HashedPairs } from './hashed-pairs.ts';
import { LEAST_PAIRED } from './measure-continuation.ts';

const NONE = -1;
/** Places of one word whose neighbours are looked at. */
const MOST_GAPS = 64;

/**
 * A cheap first look at many single words at once, in two walks through the data: pairs of
 * neighbours are counted by hash, so that nothing grows with the number of words. A counter is
 * never lower than the truth, and few are shared; what stands out is measured exactly afterwards.
 */
export function screenWords(store: Store, features: readonly CountedFeature[]): WordScreen[] {
  const wordOf = new Int32Array(store.vocabulary.size).fill(NONE);
  features.forEach(({ handle: [token] }, index) => {
    if (token !== undefined) wordOf[token] = index;
  });
  const pairs = new HashedPairs(store);
  const tally = new ScreenTally(features.length);
  const reader = new CoherenceReader(pairs);
  const lastRecord = new Int32Array(features.length).fill(NONE);
  visitRuns(store.tokens, (run) => {
    reader.read(run);
    for (let at = run.start; at < run.end; at += 1) {
      const word = wordOf[run.ids[at] as number] as number;
      if (word === NONE) continue;
      if (run.end - run.start > 1 && tally.wantsGap(word))
        tally.addGap(word, { ...neighboursOf(run, at), healing: pairs.healing(run, at) });
      if (lastRecord[word] === run.record) continue;
      lastRecord[word] = run.record;
      tally.addText(word, reader.before(at - run.start), reader.after(at - run.start));
    }
  });
  return features.map((_, word) => tally.of(word, reader.usual));
}

interface Gap {
  readonly left: number;
  readonly right: number;
  readonly healing: number;
}

function neighboursOf({ ids, start, end }: Run, at: number): Pick<Gap, 'left' | 'right'> {
  return {
    left: at === start ? NONE : (ids[at - 1] as number),
    right: at + 1 === end ? NONE : (ids[at + 1] as number),
  };
}

/** Sums by word. */
class ScreenTally {
  readonly #gaps: Float64Array;
  readonly #healing: Float64Array;
  /** Neighbours of the first place, and how many places have the same. */
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  readonly #sameLeft: Uint32Array;
  readonly #sameRight: Uint32Array;
  readonly #paired: Uint32Array;
  readonly #before: Float64Array;
  readonly #pairedAfter: Float64Array;
  readonly #texts: Uint32Array;
  readonly #after: Float64Array;

  constructor(words: number) {
    this.#gaps = new Float64Array(words);
    this.#healing = new Float64Array(words);
    this.#left = new Int32Array(words);
    this.#right = new Int32Array(words);
    this.#sameLeft = new Uint32Array(words);
    this.#sameRight = new Uint32Array(words);
    this.#paired = new Uint32Array(words);
    this.#before = new Float64Array(words);
    this.#pairedAfter = new Float64Array(words);
    this.#texts = new Uint32Array(words);
    this.#after = new Float64Array(words);
  }

  wantsGap(word: number): boolean {
    return (this.#gaps[word] as number) < MOST_GAPS;
  }

  addGap(word: number, { left, right, healing }: Gap): void {
    if (this.#gaps[word] === 0) {
      this.#left[word] = left;
      this.#right[word] = right;
    }
    if (left !== NONE && this.#left[word] === left)
      this.#sameLeft[word] = (this.#sameLeft[word] as number) + 1;
    if (right !== NONE && this.#right[word] === right)
      this.#sameRight[word] = (this.#sameRight[word] as number) + 1;
    this.#gaps[word] = (this.#gaps[word] as number) + 1;
    this.#healing[word] = (this.#healing[word] as number) + healing;
  }

  addText(word: number, before: number | null, after: number | null): void {
    if (after === null) return;
    this.#texts[word] = (this.#texts[word] as number) + 1;
    this.#after[word] = (this.#after[word] as number) + after;
    if (before === null) return;
    this.#paired[word] = (this.#paired[word] as number) + 1;
    this.#pairedAfter[word] = (this.#pairedAfter[word] as number) + after;
    this.#before[word] = (this.#before[word] as number) + before;
  }

  of(word: number, usual: number): WordScreen {
    const gaps = Math.max(1, this.#gaps[word] as number);
    const healing = (this.#healing[word] as number) / gaps;
    const bound = Math.max(this.#sameLeft[word] as number, this.#sameRight[word] as number) / gaps;
    const paired = this.#paired[word] as number;
    if (paired >= LEAST_PAIRED) {
      return {
        healing,
        bound,
        texts: paired,
        coherence: (this.#pairedAfter[word] as number) / paired,
        expected: (this.#before[word] as number) / paired,
      };
    }
    const texts = this.#texts[word] as number;
    return {
      healing,
      bound,
      texts,
      coherence: (this.#after[word] as number) / Math.max(1, texts),
      expected: usual,
    };
  }
}
