const MOST_BANDS = 10;
const LEAST_PER_BAND = 50;
/** A band's deviation is no smaller than this part of that of all. */
const LEAST_PART = 0.25;
/** Median of the absolute value of a standard normal variable. */
const NORMAL_MEDIAN = 0.6745;

export interface UsualDeviations {
  /** Of each row: the band of its prediction, from low to high. */
  readonly bandOf: Uint8Array;
  readonly bands: number;
  /** By band: median absolute residual, scaled to the standard deviation of a normal distribution. */
  readonly deviations: Float64Array;
}

/** How far amounts usually lie from what is predicted, by the height of the prediction. */
export function usualDeviations(residuals: Float64Array, predicted: Float64Array): UsualDeviations {
  const rows = residuals.length;
  const bands = Math.max(1, Math.min(MOST_BANDS, Math.floor(rows / LEAST_PER_BAND)));
  const order = Uint32Array.from(residuals.keys()).sort(
    (a, b) => (predicted[a] as number) - (predicted[b] as number) || a - b,
  );
  const bandOf = new Uint8Array(rows);
  const sizes: number[][] = Array.from({ length: bands }, () => []);
  order.forEach((row, place) => {
    const band = Math.floor((place * bands) / rows);
    bandOf[row] = band;
    sizes[band]?.push(Math.abs(residuals[row] as number));
  });
  const all = medianOf(sizes.flat());
  // Where more than half are predicted exactly, any other distance is far.
  const least = Math.max(LEAST_PART * all, Number.EPSILON);
  return {
    bandOf,
    bands,
    deviations: Float64Array.from(sizes, (own) => Math.max(least, medianOf(own)) / NORMAL_MEDIAN),
  };
}

/** The middle one, or the upper of two. */
export function medianOf(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
