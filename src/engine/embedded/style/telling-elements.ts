import type { LinearWeights } from './fit-binary.ts';
import type { StyleRows } from './style-rows.ts';

const LOOKED_AT = 200;
const MOST = 12;
const LEAST_SHARE = 0.05;

/** Numbers of the elements that bring the first records where they are, the heaviest first. */
export function tellingElements(
  { style }: StyleRows,
  models: readonly LinearWeights[],
  order: Uint32Array,
): Uint32Array {
  const top = Math.min(order.length, LOOKED_AT);
  const inTop = new Uint32Array(style.values.length);
  const inAll = new Uint32Array(style.values.length);
  order.forEach((row, at) => {
    for (const element of style.features.subarray(style.starts[row], style.starts[row + 1])) {
      inAll[element] = (inAll[element] as number) + 1;
      if (at < top) inTop[element] = (inTop[element] as number) + 1;
    }
  });
  const weights = Float64Array.from(inTop, (there, element) => {
    const weight = models.reduce((sum, model) => sum + (model.weights[element] as number), 0);
    return weight * (there / top - (inAll[element] as number) / order.length);
  });
  return Uint32Array.from(inTop.keys())
    .filter((element) => (inTop[element] as number) >= LEAST_SHARE * top)
    .filter((element) => (weights[element] as number) > 0)
    .sort((a, b) => (weights[b] as number) - (weights[a] as number) || a - b)
    .slice(0, MOST);
}
