import { visitRuns } from '../columns/sequence-column.ts';
import type { Store } from '../store.ts';
import type { PassageQuery } from './passage-queries.ts';
import type { TokenWeights } from './token-weights.ts';

/** For how many queries each passage is among the first, by BM25. */
export interface Retrievals {
  /** By record; copies of another have none. */
  readonly found: Uint32Array;
  /** By record: queries of which it holds nearly all. */
  readonly repeated: Uint32Array;
  /** By record: content words. */
  readonly lengths: Uint32Array;
  readonly passages: number;
  /** How many passages a query finds. */
  readonly most: number;
}

/**
 * As usual in BM25 (Robertson and Zaragoza 2009), which here weighs no passage by its length (b = 0): that
 * resists the very stuffing that is looked for, and what length adds is left to the null.
 */
const SATURATION = 1.2;
const MOST_FOUND = 10;
/** Of fewer passages, a query finds fewer: one in so many. */
const PASSAGES_A_RANK = 100;
/** What stands in more than a tenth of the passages says little, and costs most. */
const COMMON = 0.1;
const LEAST_COMMON = 50;
const MOST_STEMS = 8;
/** Share of a query's weight that a passage which repeats it holds. */
const REPEATS = 0.8;

export interface RetrievalInput {
  readonly store: Store;
  readonly weights: TokenWeights;
  readonly clusterOf: Uint32Array;
  readonly queries: readonly PassageQuery[];
  /** Whether a passage may be found for the query that was taken from it. */
  readonly findsOwn: boolean;
}

/**
 * Ranks all passages for every query, in two walks through the data: the queries are inverted, and
 * passages stream past them. Copies of one passage count as the first of them.
 */
export function countRetrievals(input: RetrievalInput): Retrievals {
  const { store, queries, clusterOf, findsOwn } = input;
  const { spread, lengths, passages } = countStems(input);
  const postings = invert(queries, spread, passages);
  const most = Math.max(1, Math.min(MOST_FOUND, Math.floor(passages / PASSAGES_A_RANK)));
  const ranks = queries.map(() => new FirstRanks(most));
  const scores = new Float64Array(queries.length);
  const held = new Float64Array(queries.length);
  const touched = new Uint32Array(queries.length);
  const repeated = new Uint32Array(store.records);
  visitStems(input, ({ record, stems, counts }) => {
    let used = 0;
    for (const stem of stems) {
      const weight = postings.weights[stem] as number;
      const count = counts[stem] as number;
      const score = (weight * count * (SATURATION + 1)) / (count + SATURATION);
      for (const query of postings.queries.get(stem) ?? []) {
        if (held[query] === 0) touched[used++] = query;
        scores[query] = (scores[query] as number) + score;
        held[query] = (held[query] as number) + weight;
      }
    }
    for (let at = 0; at < used; at += 1) {
      const query = touched[at] as number;
      const own = clusterOf[(queries[query] as PassageQuery).record] === record;
      if (!own || findsOwn) (ranks[query] as FirstRanks).offer(record, scores[query] as number);
      if (!own && (held[query] as number) >= REPEATS * (postings.totals[query] as number))
        repeated[record] = (repeated[record] as number) + 1;
      scores[query] = 0;
      held[query] = 0;
    }
  });
  const found = new Uint32Array(store.records);
  for (const { records } of ranks)
    for (const record of records) found[record] = (found[record] as number) + 1;
  return { found, repeated, lengths, passages, most };
}

interface StemCounts {
  /** Passages that hold each stem. */
  readonly spread: Uint32Array;
  readonly lengths: Uint32Array;
  readonly passages: number;
}

function countStems(input: RetrievalInput): StemCounts {
  const { store, weights } = input;
  const spread = new Uint32Array(weights.weights.length);
  const lengths = new Uint32Array(store.records);
  let passages = 0;
  visitStems(input, ({ record, stems, length }) => {
    for (const stem of stems) spread[stem] = (spread[stem] as number) + 1;
    lengths[record] = length;
    passages += 1;
  });
  return { spread, lengths, passages };
}

/** A passage as queries see it. Used again for the next; keep no reference. */
interface SeenPassage {
  readonly record: number;
  /** Its stems that some query has, each once. */
  readonly stems: readonly number[];
  /** By stem, how often it stands there. */
  readonly counts: Uint32Array;
  /** Content words. */
  readonly length: number;
}

/** Walks through the passages in file order, copies of one aside. */
function visitStems(
  { store, weights, clusterOf, queries }: RetrievalInput,
  visit: (passage: SeenPassage) => void,
): void {
  const asked = new Uint8Array(weights.weights.length);
  for (const { stems } of queries) for (const stem of stems) asked[stem] = 1;
  const counts = new Uint32Array(weights.weights.length);
  visitRuns(store.tokens, ({ ids, start, end, record }) => {
    if (clusterOf[record] !== record) return;
    const stems: number[] = [];
    let length = 0;
    for (let at = start; at < end; at += 1) {
      const stem = weights.stems[ids[at] as number] as number;
      if (stem === 0) continue;
      length += 1;
      if (asked[stem] === 0) continue;
      if (counts[stem] === 0) stems.push(stem);
      counts[stem] = (counts[stem] as number) + 1;
    }
    visit({ record, stems, counts, length });
    for (const stem of stems) counts[stem] = 0;
  });
}

interface Postings {
  /** Queries by stem. */
  readonly queries: ReadonlyMap<number, readonly number[]>;
  /** Weight of each stem, as BM25 has it. */
  readonly weights: Float64Array;
  /** Weight of each query. */
  readonly totals: Float64Array;
}

/** By stem, the queries that ask for it: of each query its rarest stems. */
function invert(queries: readonly PassageQuery[], spread: Uint32Array, passages: number): Postings {
  const common = Math.max(LEAST_COMMON, COMMON * passages);
  const weights = Float64Array.from(spread, (count) =>
    Math.log(1 + (passages - count + 0.5) / (count + 0.5)),
  );
  const byStem = new Map<number, number[]>();
  const totals = new Float64Array(queries.length);
  queries.forEach(({ stems }, query) => {
    const rarest = [...stems]
      .filter((stem) => (spread[stem] as number) <= common)
      .sort((one, other) => (spread[one] as number) - (spread[other] as number) || one - other)
      .slice(0, MOST_STEMS);
    // One word alone is no query.
    if (rarest.length < 2) return;
    for (const stem of rarest) {
      const others = byStem.get(stem);
      if (others === undefined) byStem.set(stem, [query]);
      else others.push(query);
      totals[query] = (totals[query] as number) + (weights[stem] as number);
    }
  });
  return { queries: byStem, weights, totals };
}

/** The records with the highest scores so far; of equals, the earlier. */
class FirstRanks {
  readonly records: number[] = [];
  readonly #scores: number[] = [];
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  offer(record: number, score: number): void {
    const last = this.#scores.at(-1);
    if (last !== undefined && this.records.length === this.#most && score <= last) return;
    let at = this.records.length;
    while (at > 0 && (this.#scores[at - 1] as number) < score) at -= 1;
    this.records.splice(at, 0, record);
    this.#scores.splice(at, 0, score);
    if (this.records.length > this.#most) {
      this.records.pop();
      this.#scores.pop();
    }
  }
}
