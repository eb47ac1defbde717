import type { Engine } from '../../engine/operations.ts';
import type { Suspicion } from '../detector.ts';
import type { Judgement } from './judge.ts';
import type { MergedPattern } from './merge-patterns.ts';

/** Part of a pattern's weight that each of its records bears; the rest is by how its label surprises. */
const BASE = 0.75;

/** Of whoever flips labels, the records count whose content speaks against theirs. */
const DOUBTED = 0.5;

/**
 * The records of a pattern that have its outcome, and how strongly each is suspected: the
 * pattern's weight, less where the rest of the record agrees with the label.
 */
export async function triggerRisk(
  engine: Engine,
  { lead, positions }: MergedPattern,
  { weight }: Judgement,
): Promise<Pick<Suspicion, 'positions' | 'risk'>> {
  const own = await engine.withOutcome(positions, lead.feature.outcome);
  const probabilities = await engine.ownLabelProbabilities(own);
  if (lead.feature.space === 'origins') {
    const doubted = own.filter((_, at) => (probabilities[at] as number) < DOUBTED);
    return { positions: doubted, risk: new Float32Array(doubted.length).fill(weight) };
  }
  return {
    positions: own,
    risk: probabilities.map((probability) => weight * (BASE + (1 - BASE) * (1 - probability))),
  };
}
