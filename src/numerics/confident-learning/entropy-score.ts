import { roundedTo, sameKind } from '../float-array.ts';
import { pairwiseSum } from '../pairwise-sum.ts';
import type { ClassProbabilities } from './labelled-probabilities.ts';
import type { ScoredRow } from './scored-row.ts';
import { TOLERANCE } from './tolerance.ts';

/** `confidence_weighted_entropy` of a row: ln(s + 1) / s of s = H(p) / ln K / p[y]. */
export function entropyScorer({ values, classes }: ClassProbabilities): (row: ScoredRow) => number {
  const terms = sameKind(values, classes);
  const leastConfidence = roundedTo(values, TOLERANCE);
  const mostEntropy = Math.log(classes);
  return (row) => {
    for (let label = 0; label < classes; label += 1) {
      const value = row.values[row.at + label] as number;
      terms[label] = value === 0 ? 0 : value * roundedTo(values, Math.log(value));
    }
    const confidence = Math.max(row.values[row.at + row.label] as number, leastConfidence);
    const score = -pairwiseSum(terms) / mostEntropy / confidence;
    return Math.log(score + 1) / Math.max(score, TOLERANCE);
  };
}
