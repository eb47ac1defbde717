import type { Engine } from '../../engine/operations/engine.ts';
import type { Suspicion } from '../detector.ts';
import type { Judgement } from './judge.ts';
import type { MergedPattern } from './merge-patterns.ts';

/**
 * Part of the weight that each record of a pattern bears; the rest is by how its label surprises. A
 * pattern that may be nature's own accuses no record whose label fits.
 */
const BASE = 0.75;
const NATURAL = 0.5;

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
  const base = weight < NATURAL ? 0 : BASE;
  return {
    positions: own,
    risk: probabilities.map((probability) => weight * (base + (1 - base) * (1 - probability))),
  };
}
