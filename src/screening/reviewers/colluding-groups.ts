import type { LabellerAgreement, LabellerPair } from '../../engine/operations/reviewers.ts';
import { upperTail } from '../../numerics/binomial-tail.ts';
import { UnionFind } from '../../numerics/union-find.ts';

/** Labellers who give the same wrong labels to the same items. */
export interface ColludingGroup {
  readonly members: readonly string[];
  /** Of its pairs together: items with the same deviating label, and as many as chance would have. */
  readonly together: number;
  readonly expected: number;
  /** Of its clearest pair. */
  readonly logP: number;
  readonly qValue: number;
}

const LEVEL = 0.001;
const LEAST_TOGETHER = 5;
const LEAST_RATIO = 2;

/**
 * Null: two labellers deviate together as often as each deviates by himself, times what all pairs do (hard
 * items make everybody deviate); binomial over their shared items, Bonferroni over pairs.
 */
export function colludingGroups({ pairs }: LabellerAgreement): ColludingGroup[] {
  // Hard items make everybody deviate: the middle one of the pairs says how much.
  const usual = Math.max(1, middleRatio(pairs));
  const judged = pairs
    .map((pair) => {
      const expected = Math.min(pair.shared * 0.999, pair.deviatedByChance * usual);
      return { pair, expected, logP: logTail(pair, expected) };
    })
    .filter(
      ({ pair, expected, logP }) =>
        pair.deviated >= LEAST_TOGETHER &&
        pair.deviated >= LEAST_RATIO * expected &&
        Math.exp(logP) * pairs.length <= LEVEL,
    );
  const names = [...new Set(judged.flatMap(({ pair }) => [pair.first, pair.second]))].sort();
  const sets = new UnionFind(names.length);
  for (const { pair } of judged) sets.union(names.indexOf(pair.first), names.indexOf(pair.second));
  return [...Map.groupBy(judged, ({ pair }) => sets.find(names.indexOf(pair.first)))].map(
    ([root, of]): ColludingGroup => {
      const logP = Math.min(...of.map((one) => one.logP));
      return {
        members: names.filter((_, at) => sets.find(at) === root),
        together: of.reduce((sum, { pair }) => sum + pair.deviated, 0),
        expected: of.reduce((sum, one) => sum + one.expected, 0),
        logP,
        qValue: Math.min(1, Math.exp(logP) * pairs.length),
      };
    },
  );
}

/** How many times as often as by chance the middle one of the pairs deviates together. */
function middleRatio(pairs: readonly LabellerPair[]): number {
  const ratios = pairs
    .filter(({ deviatedByChance }) => deviatedByChance > 0)
    .map(({ deviated, deviatedByChance }) => deviated / deviatedByChance)
    .sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)] ?? 1;
}

function logTail({ shared, deviated }: LabellerPair, expected: number): number {
  const rate = Math.max(1e-9, expected / shared);
  return deviated <= expected
    ? 0
    : upperTail(
        { counts: [shared], logits: [Math.log(rate / (1 - rate))] },
        deviated,
      ).logProbability();
}
