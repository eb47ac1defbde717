import type { StyleScores } from '../../engine/operations/styles.ts';
import { logistic } from '../../numerics/binomial-tail.ts';
import type { Suspicion } from '../detector.ts';

/** How a label's records are graded by its style. */
export interface StyleGrading {
  /** Strongest risk that a record can bear. */
  readonly weight: number;
  /** Records with this score and above belong to the pattern. */
  readonly level: number;
  /** The score at which half of the weight is borne. */
  readonly half: number;
}

export type GradedRecords = Pick<Suspicion, 'positions' | 'risk'>;

/** How fast risk rises with the score, by its standard deviation. */
const STEEPNESS = 0.8;

/** The records of the pattern, and those of the same label that look less like it. */
export function styleRisk(
  { positions, scores }: StyleScores,
  { weight, level, half }: StyleGrading,
): { readonly pattern: GradedRecords; readonly others: GradedRecords } {
  const risk = scores.map((score) => weight * logistic(STEEPNESS * (score - half)));
  const graded = (isOne: (score: number) => boolean): GradedRecords => ({
    positions: positions.filter((_, at) => isOne(scores[at] as number)),
    risk: risk.filter((_, at) => isOne(scores[at] as number)),
  });
  return { pattern: graded((score) => score >= level), others: graded((score) => score < level) };
}
