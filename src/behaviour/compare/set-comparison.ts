import type { SetComparison } from '../../findings/comparison-report.ts';
import { accuracyDifference } from './accuracy-difference.ts';
import type { PairedResults } from './paired-results.ts';
import { scoreShift } from './score-shift.ts';
import { signTail } from './sign-tail.ts';

/** Compares two versions over a whole set. `items` counts those that were not answered as well. */
export function compareSet(
  set: SetComparison['set'],
  results: PairedResults,
  { items, seed }: { readonly items: number; readonly seed: number },
): SetComparison {
  const { items: answered, oldRight, freshRight, old, fresh, scores } = results;
  const judged = answered.filter(({ expected }) => expected !== null).length;
  let regressions = 0;
  let improvements = 0;
  for (const [item, was] of oldRight.entries()) {
    if (was > (freshRight[item] as number)) regressions += 1;
    if (was < (freshRight[item] as number)) improvements += 1;
  }
  return {
    set,
    items,
    judged,
    oldRight: sum(oldRight),
    newRight: sum(freshRight),
    regressions,
    improvements,
    accuracy:
      judged === 0
        ? null
        : {
            ...accuracyDifference({ regressions, improvements, items: judged }, seed),
            pValue: signTail(regressions, improvements),
          },
    answersChanged: old.filter((answer, item) => answer !== fresh[item]).length,
    scores: scores === null ? null : scoreShift(scores.old, scores.fresh, seed),
  };
}

function sum(values: Uint8Array): number {
  return values.reduce((total, value) => total + value, 0);
}
