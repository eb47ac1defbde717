/** A share to three digits, without pretence: 0.9996 is not 1.000. */
export function shareText(share: number): string {
  return (Math.floor(share * 1000) / 1000).toFixed(3);
}

/** The smallest of some shares, and the mean where it is another. */
export function worstAndMean(shares: readonly number[]): string {
  const worst = Math.min(...shares);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return worst === mean ? shareText(worst) : `worst ${shareText(worst)}, mean ${shareText(mean)}`;
}

/** 1 to n. */
export function numbersTo(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1);
}
