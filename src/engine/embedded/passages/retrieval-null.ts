import type { NegativeBinomial } from '../../../numerics/negative-binomial-tail.ts';
import type { Retrievals } from './count-retrievals.ts';

/** How often a passage of some length is found where nothing is special about it. */
export interface RetrievalNull {
  modelOf(length: number): NegativeBinomial;
}

const BINS = 8;
/** The most found do not say what is usual. */
const TRIMMED = 0.01;

/**
 * Fits counts of retrievals to the data's own passages: a negative binomial, with a mean for each
 * eighth of the lengths and one dispersion, both without the one passage in a hundred found most.
 */
export function fitRetrievalNull(
  { found, lengths }: Retrievals,
  passages: Uint32Array,
): RetrievalNull {
  const byLength = passages.toSorted(
    (one, other) => (lengths[one] as number) - (lengths[other] as number) || one - other,
  );
  const bins = Array.from({ length: BINS }, (_, bin) =>
    byLength.slice(
      Math.floor((bin * byLength.length) / BINS),
      Math.floor(((bin + 1) * byLength.length) / BINS),
    ),
  ).filter(({ length }) => length > 0);
  const limits = bins.map((bin) => lengths[bin.at(-1) as number] as number);
  let [excess, squares] = [0, 0];
  const means = bins.map((bin) => {
    const counts = Array.from(bin, (record) => found[record] as number).sort((a, b) => a - b);
    const kept = counts.slice(0, Math.max(1, Math.ceil((1 - TRIMMED) * counts.length) - 1));
    const mean = kept.reduce((sum, count) => sum + count, 0) / kept.length;
    for (const count of kept) excess += (count - mean) ** 2 - mean;
    squares += kept.length * mean ** 2;
    return Math.max(mean, 1 / counts.length);
  });
  const dispersion = Math.max(0, excess / Math.max(1e-9, squares));
  return {
    modelOf: (length) => {
      const bin = limits.findIndex((limit) => length <= limit);
      return { mean: means.at(bin) as number, dispersion };
    },
  };
}
