import { PairFilter } from '../../../numerics/pair-filter.ts';
import { PairTable } from '../../../numerics/pair-table.ts';
import type { CountedFeature } from '../../operations/features.ts';
import type { InsertionEvidence } from '../../operations/sequences.ts';
import { RunSeeker, visitRuns } from '../columns/sequence-column.ts';
import type { Store } from '../store.ts';
import { featureMatcher } from './feature-matcher.ts';

/** Strength of the prior that a neighbour is any token of the language (additive smoothing). */
const PRIOR = 5;
const MOST_OCCURRENCES = 400;
const MOST_CONTEXTS = 800_000;
const LEAST_OCCURRENCES = 24;

/** The neighbours of one occurrence: two symbols, the ends of a text included. */
interface Contexts {
  readonly before: number[];
  readonly after: number[];
}

/**
 * Measures how each word sequence sits in its contexts, from the data's own pairs of tokens.
 *
 * *Healing*: ln of how much likelier the neighbours `b`, `a` are as `b a` than as `b _ a`. Natural
 * words leave a hole (below 0); what was put between two words that stood together lets them close
 * again (above 0). This is the idea of ONION (Qi et al. 2021), with the corpus itself as language
 * model. *Company*: ln of how much likelier the neighbours are beside this sequence than anywhere,
 * each occurrence judged by the others. Natural words keep company (above 0); a trigger at random
 * places does not (below 0). The ends of a text count as neighbours for healing only, since a
 * fixed place is no company.
 */
export function measureInsertion(
  store: Store,
  features: readonly CountedFeature[],
): InsertionEvidence[] {
  const contexts = contextsOf(store, features);
  const pairs = countNeighbours(store, contexts);
  return features.map((feature, index) =>
    evidenceOf(pairs, contexts[index] as Contexts, feature.elements.length),
  );
}

function contextsOf(store: Store, features: readonly CountedFeature[]): Contexts[] {
  const [beginning, end] = [store.vocabulary.size, store.vocabulary.size + 1];
  const contexts: Contexts[] = features.map(() => ({ before: [], after: [] }));
  const most = Math.max(
    LEAST_OCCURRENCES,
    Math.min(MOST_OCCURRENCES, Math.floor(MOST_CONTEXTS / Math.max(1, features.length))),
  );
  const seeker = new RunSeeker(store.tokens);
  featureMatcher(store, features).visit((feature, record, at) => {
    const context = contexts[feature];
    if (context === undefined || context.before.length === most) return;
    const { ids, start, end: stop } = seeker.seek(record);
    const after = start + at + (features[feature]?.elements.length ?? 0);
    context.before.push(at === 0 ? beginning : (ids[start + at - 1] as number));
    context.after.push(after >= stop ? end : (ids[after] as number));
  });
  return contexts;
}

/** Exact counts of the wanted pairs of tokens, side by side and two apart, and of all tokens. */
interface NeighbourCounts {
  readonly pairs: PairTable;
  readonly adjacent: Uint32Array;
  readonly twoApart: Uint32Array;
  readonly symbols: Uint32Array;
  readonly total: number;
  readonly beginning: number;
  readonly end: number;
}

function countNeighbours(store: Store, contexts: readonly Contexts[]): NeighbourCounts {
  const [beginning, end] = [store.vocabulary.size, store.vocabulary.size + 1];
  const pairs = new PairTable(1 << 14);
  for (const { before, after } of contexts) {
    for (const [at, symbol] of before.entries()) pairs.add(symbol, after[at] as number);
  }
  const adjacent = new Uint32Array(pairs.size);
  const twoApart = new Uint32Array(pairs.size);
  const symbols = new Uint32Array(store.vocabulary.size + 2);
  symbols.set(store.vocabulary.frequency);
  symbols[beginning] = store.records;
  symbols[end] = store.records;
  const filter = new PairFilter(pairs);
  const count = (into: Uint32Array, left: number, right: number): void => {
    if (!filter.mayHold(left, right)) return;
    const pair = pairs.find(left, right);
    if (pair !== -1) into[pair] = (into[pair] as number) + 1;
  };
  visitRuns(store.tokens, ({ ids, start, end: stop }) => {
    let [last, lastButOne] = [beginning, -1];
    for (let at = start; at <= stop; at += 1) {
      const symbol = at === stop ? end : (ids[at] as number);
      count(adjacent, last, symbol);
      if (lastButOne !== -1) count(twoApart, lastButOne, symbol);
      lastButOne = last;
      last = symbol;
    }
  });
  const total = symbols.reduce((sum, value) => sum + value, 0);
  return { pairs, adjacent, twoApart, symbols, total, beginning, end };
}

function evidenceOf(
  counts: NeighbourCounts,
  { before, after }: Contexts,
  length: number,
): InsertionEvidence {
  const { pairs, beginning, end } = counts;
  const [beforeTally, afterTally] = [tallyOf(before), tallyOf(after)];
  const others = before.length - 1;
  let [used, healing, company, squares] = [0, 0, 0, 0];
  before.forEach((left, at) => {
    const right = after[at] as number;
    if (left === beginning && right === end) return;
    const pair = pairs.find(left, right);
    const ownGaps = length === 1 ? 1 : 0;
    const healed = logRatio(counts, { pair, ownGaps, left, right });
    const kept =
      (right === end
        ? 0
        : companyOf(counts, (afterTally.get(right) ?? 1) - 1, { symbol: right, others })) +
      (left === beginning
        ? 0
        : companyOf(counts, (beforeTally.get(left) ?? 1) - 1, { symbol: left, others }));
    healing += healed;
    company += kept;
    squares += (healed - kept) ** 2;
    used += 1;
  });
  const ends =
    before.filter((left, at) => left === beginning || after[at] === end).length /
    Math.max(1, before.length);
  if (used === 0) return { occurrences: 0, healing: 0, company: 0, standardError: 1, atEnds: ends };
  const mean = (healing - company) / used;
  const variance = Math.max(0, squares / used - mean * mean) + 1;
  return {
    occurrences: used,
    healing: healing / used,
    company: company / used,
    standardError: Math.sqrt(variance / used),
    atEnds: ends,
  };
}

interface PairPlace {
  readonly pair: number;
  /** Pairs two apart that exist only because this very sequence stands between them. */
  readonly ownGaps: number;
  readonly left: number;
  readonly right: number;
}

function logRatio(
  { adjacent, twoApart, symbols, total }: NeighbourCounts,
  { pair, ownGaps, right }: PairPlace,
): number {
  const prior = (PRIOR * Math.max(1, symbols[right] as number)) / total;
  const beside = (adjacent[pair] as number) + prior;
  const apart = Math.max(0, (twoApart[pair] as number) - ownGaps) + prior;
  return Math.log(beside / apart);
}

function companyOf(
  { symbols, total }: NeighbourCounts,
  again: number,
  { symbol, others }: { symbol: number; others: number },
): number {
  const anywhere = Math.max(1, symbols[symbol] as number) / total;
  return Math.log((again + PRIOR * anywhere) / (others + PRIOR) / anywhere);
}

function tallyOf(symbols: readonly number[]): Map<number, number> {
  const tally = new Map<number, number>();
  for (const symbol of symbols) tally.set(symbol, (tally.get(symbol) ?? 0) + 1);
  return tally;
}
