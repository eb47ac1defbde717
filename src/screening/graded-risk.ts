export interface RiskCurve {
  /** The most that a rule without a null may give. */
  readonly most: number;
  /** The score at which it gives half of that. */
  readonly middle: number;
  readonly slope: number;
}

/** The risk of a record by a score that rises with the evidence: a logistic curve. */
export function gradedRisk(score: number, { most, middle, slope }: RiskCurve): number {
  return most / (1 + Math.exp(-slope * (score - middle)));
}
