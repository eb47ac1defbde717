import type { Passages } from './read-passages.ts';
import { LEAST_PROSE, proseShare, type TokenWeights } from './token-weights.ts';

/** Two passages in which a clause begins with the same tokens. */
export interface SharedStart {
  readonly one: number;
  readonly other: number;
  /** Where the shared tokens begin, counted from the start of either passage. */
  readonly oneStart: number;
  readonly otherStart: number;
  readonly length: number;
}

/** Fewer tokens are no question. */
const LEAST_TOKENS = 3;
const MOST_COMPARED = 32;
/** Clauses looked at from either end of a passage. */
const CLAUSES = 2;
/** Passages with which one is compared, of those that begin alike. */
const WINDOW = 5;
const TABLE_BITS = 22;
/** Passages that share more than any question are copies, which is another matter. */
const COPIES: number = Number.POSITIVE_INFINITY;

/** Finds passages that share the beginning of a clause, by sorting clauses (as in a suffix array). */
export function sharedStarts(
  passages: Passages,
  weights: TokenWeights,
  visit: (shared: SharedStart) => void,
): number {
  const starts = clauseStarts(passages, weights);
  const { ids, offsets } = passages;
  const passageOf = starts.map((at) => passageAt(offsets, at));
  const order = Uint32Array.from(starts.keys()).sort((a, b) => {
    const [one, other] = [starts[a] as number, starts[b] as number];
    for (let at = 0; at < MOST_COMPARED; at += 1) {
      const difference = (ids[one + at] ?? 0) - (ids[other + at] ?? 0);
      if (difference !== 0) return difference;
    }
    return a - b;
  });
  for (let at = 0; at < order.length; at += 1) {
    for (let later = at + 1; later <= Math.min(order.length - 1, at + WINDOW); later += 1) {
      const [a, b] = [order[at] as number, order[later] as number];
      const [one, other] = [passageOf[a] as number, passageOf[b] as number];
      const oneStart = (starts[a] as number) - (offsets[one] as number);
      const otherStart = (starts[b] as number) - (offsets[other] as number);
      const length = questionLength(passages, weights, { one, other, oneStart, otherStart });
      if (length < LEAST_TOKENS) break;
      if (one !== other && length !== COPIES) visit({ one, other, oneStart, otherStart, length });
    }
  }
  return starts.length;
}

/** Places at which a clause begins, first and last ones of each passage, where another begins alike. */
function clauseStarts({ count, ids, offsets }: Passages, { ends }: TokenWeights): Uint32Array {
  const all: number[] = [];
  const seen = new Uint8Array(1 << TABLE_BITS);
  for (let passage = 0; passage < count; passage += 1) {
    const [from, to] = [offsets[passage] as number, offsets[passage + 1] as number];
    const own: number[] = [];
    for (let at = from; at + LEAST_TOKENS <= to; at += 1)
      if (at === from || (ends[ids[at - 1] as number] === 1 && ends[ids[at] as number] === 0))
        own.push(at);
    const chosen =
      own.length <= 2 * CLAUSES ? own : [...own.slice(0, CLAUSES), ...own.slice(-CLAUSES)];
    for (const at of chosen) {
      const slot = openingHash(ids, at);
      seen[slot] = Math.min(2, (seen[slot] as number) + 1);
      all.push(at);
    }
  }
  return Uint32Array.from(all.filter((at) => seen[openingHash(ids, at)] === 2));
}

function openingHash(ids: Uint32Array, at: number): number {
  let hash = 0x811c9dc5;
  for (let next = at; next < at + LEAST_TOKENS; next += 1)
    hash = Math.imul(hash ^ (ids[next] as number), 0x9e3779b1) ^ (hash >>> 15);
  return (hash ^ (hash >>> 13)) >>> (32 - TABLE_BITS);
}

/** How many tokens two passages share from there on; up to the end of a sentence, where one ends within. */
function questionLength(
  { ids, offsets }: Passages,
  weights: TokenWeights,
  { one, other, oneStart, otherStart }: Omit<SharedStart, 'length'>,
): number {
  const [from, against] = [
    (offsets[one] as number) + oneStart,
    (offsets[other] as number) + otherStart,
  ];
  const most = Math.min(
    (offsets[one + 1] as number) - from,
    (offsets[other + 1] as number) - against,
  );
  let shared = 0;
  let question = 0;
  while (shared < most && ids[from + shared] === ids[against + shared]) {
    if (shared === MOST_COMPARED)
      return question > 0 && asks(ids.subarray(from, from + question), weights) ? question : COPIES;
    shared += 1;
    if (
      question === 0 &&
      shared > LEAST_TOKENS &&
      weights.ends[ids[from + shared - 1] as number] === 1
    )
      question = shared;
  }
  return question === 0 ? shared : question;
}

/**
 * Whether tokens are a question by their form: a sentence that ends, with function words, and with
 * an interrogative, a question mark, or a verb at its beginning.
 */
export function asks(tokens: Uint32Array, weights: TokenWeights): boolean {
  const { asking, ends } = weights;
  if (ends[tokens.at(-1) as number] !== 1 || proseShare(tokens, weights) < LEAST_PROSE)
    return false;
  return asking[tokens[0] as number] === 2 || tokens.some((token) => asking[token] === 1);
}

/** The passage that holds a place: binary search. */
function passageAt(offsets: Uint32Array, place: number): number {
  let [low, high] = [0, offsets.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] as number) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
