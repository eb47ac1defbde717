import type { Association } from './association.ts';

const MOST_BY_OVERRIDE = 400;
const MOST_BY_PURITY = 1200;
const LEAST_PURITY = 0.9;

/**
 * The associations worth a closer look: those that override the rest of their records most, and
 * the purest. The rest can carry no finding.
 */
export function shortlist(associations: readonly Association[], tried: number): Association[] {
  const byOverride = associations
    .filter(({ override, logP }) => override > 0 && logP + Math.log(tried) < 0)
    .sort((a, b) => b.override - a.override)
    .slice(0, MOST_BY_OVERRIDE);
  const byPurity = associations
    .filter(({ hits, records }) => hits >= LEAST_PURITY * records)
    .sort((a, b) => b.hits - a.hits || a.logP - b.logP);
  return [...new Set([...byOverride, ...byPurity.slice(0, MOST_BY_PURITY)])].sort((a, b) => b.override - a.override || a.logP - b.logP);
}
