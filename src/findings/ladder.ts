/**
 * How far the evidence reaches (design: the language of findings). Data are messy; every step up
 * needs stated grounds. The order of this list is the order of the ladder.
 */
export const LADDER_STEPS = [
  'quality-issue',
  'drift',
  'suspected-poisoning',
  'confirmed-poisoning',
] as const;

export type LadderStep = (typeof LADDER_STEPS)[number];

/** Height of a step, for comparison: 0 is the lowest. */
export function ladderRank(step: LadderStep | 'none'): number {
  return step === 'none' ? -1 : LADDER_STEPS.indexOf(step);
}

/** The highest step among findings, or `none` where there are none. */
export function highestStep(steps: Iterable<LadderStep>): LadderStep | 'none' {
  let highest: LadderStep | 'none' = 'none';
  for (const step of steps) {
    if (ladderRank(step) > ladderRank(highest)) highest = step;
  }
  return highest;
}
