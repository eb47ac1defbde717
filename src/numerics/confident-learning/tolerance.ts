/** Probabilities closer than this count as equal, as in cleanlab (`FLOATING_POINT_COMPARISON`). */
export const TOLERANCE = 1e-6;
