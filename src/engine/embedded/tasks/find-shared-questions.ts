import { UnionFind } from '../../../numerics/union-find.ts';
import type { SharedQuestion, SharedQuestions } from '../../operations/passages.ts';
import { comparePassages, type PassageLikeness } from '../passages/compare-passages.ts';
import type { QueryPlace } from '../passages/query-place.ts';
import { type Passages, readPassages } from '../passages/read-passages.ts';
import { type SharedStart, sharedStarts } from '../passages/shared-starts.ts';
import { tokenWeights } from '../passages/token-weights.ts';
import { type Store, tokenText } from '../store.ts';

/** Pairs below this are not joined: they share an opening as news share a dateline. */
const LEAST_SCORE = 0.35;
/**
 * What one passage copies from another counts against it, since news and notices are copied; where
 * a question begins both, it counts so much at most.
 */
const VERBATIM = 2;
const MOST_COPIED = 0.15;
/** Two passages are of one group where neither is much closer to a third. */
const CLOSE = 0.7;
const MOST_GROUPS = 5000;

/**
 * Groups of passages that begin a clause with the same question, take its words up again, and go on
 * alike in other words: what poisons retrieval, since a passage is found for a question that it
 * holds, and believed when others agree (Zou et al. 2025).
 */
export function findSharedQuestions(store: Store, query: QueryPlace): SharedQuestions {
  const passages = readPassages(store, query);
  const weights = tokenWeights(store);
  const best = new Map<number, Joined>();
  const joined: Joined[] = [];
  const clauses = sharedStarts(passages, weights, (shared) => {
    const likeness = comparePassages(passages, weights, shared);
    if (likeness === null) return;
    const copied = likeness.asks ? Math.min(MOST_COPIED, likeness.verbatim) : likeness.verbatim;
    const score = likeness.takenUp + likeness.alike - VERBATIM * copied;
    if (score < LEAST_SCORE) return;
    const pair = { ...shared, ...likeness, score };
    joined.push(pair);
    for (const passage of [pair.one, pair.other])
      if ((best.get(passage)?.score ?? 0) < score) best.set(passage, pair);
  });
  const sets = new UnionFind(passages.count);
  const reach = (passage: number): number => CLOSE * (best.get(passage) as Joined).score;
  for (const { one, other, score } of joined)
    if (score >= reach(one) && score >= reach(other)) sets.union(one, other);
  const members = Map.groupBy(
    [...best.keys()].sort((a, b) => a - b),
    (passage) => sets.find(passage),
  );
  const groups = [...members.values()].map((group) => groupOf(group, best, { passages, store }));
  groups.sort((a, b) => b.score - a.score || (a.positions[0] ?? 0) - (b.positions[0] ?? 0));
  return { groups: groups.slice(0, MOST_GROUPS), records: passages.count, clauses };
}

interface Joined extends SharedStart, PassageLikeness {
  readonly score: number;
}

function groupOf(
  group: readonly number[],
  best: ReadonlyMap<number, Joined>,
  { passages, store }: { readonly passages: Passages; readonly store: Store },
): SharedQuestion {
  const pairs = group.map((passage) => best.get(passage) as Joined);
  const strongest = pairs.reduce((most, pair) => (pair.score > most.score ? pair : most));
  const start = (passages.offsets[strongest.one] as number) + strongest.oneStart;
  const mean = (value: (pair: Joined) => number): number =>
    pairs.reduce((sum, pair) => sum + value(pair), 0) / pairs.length;
  return {
    question: Array.from(passages.ids.subarray(start, start + strongest.length), (id) =>
      tokenText(store.vocabulary, id),
    ),
    positions: Uint32Array.from(group),
    scores: Float32Array.from(pairs, ({ score }) => score),
    score: mean(({ score }) => score),
    takenUp: mean(({ takenUp }) => takenUp),
    alike: mean(({ alike }) => alike),
    verbatim: mean(({ verbatim }) => verbatim),
    asks: pairs.filter(({ asks }) => asks).length * 2 > pairs.length,
  };
}
