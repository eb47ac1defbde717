/** Bytes that something claims as its own; `end` is exclusive. */
export interface Region {
  readonly start: number;
  readonly end: number;
  /** Whose they are, for messages. */
  readonly name: string;
}

/** Where claims don't cover each byte once. */
export type LayoutFault =
  | {
      readonly kind: 'overlap';
      readonly start: number;
      readonly end: number;
      readonly first: string;
      readonly second: string;
    }
  | { readonly kind: 'gap'; readonly start: number; readonly end: number; readonly after: string };

/** Faults are not listed without end: after this many one knows. */
const MOST_FAULTS = 20;

/**
 * Holds claims against the bytes from `start` to `end`: each must be claimed once, and by one only.
 *
 * @param regions in any order; empty ones claim nothing
 */
export function layoutFaults(
  regions: readonly Region[],
  { start, end }: { readonly start: number; readonly end: number },
): readonly LayoutFault[] {
  const sorted = regions
    .filter((region) => region.end > region.start)
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const faults: LayoutFault[] = [];
  let reached: Region = { start, end: start, name: '' };
  for (const region of [...sorted, { start: end, end, name: '' }]) {
    if (region.start > reached.end) {
      faults.push({ kind: 'gap', start: reached.end, end: region.start, after: reached.name });
    } else if (region.start < reached.end) {
      faults.push({
        kind: 'overlap',
        start: region.start,
        end: Math.max(region.start, Math.min(region.end, reached.end)),
        first: reached.name,
        second: region.name,
      });
    }
    if (region.end > reached.end) reached = region;
    if (faults.length === MOST_FAULTS) break;
  }
  return faults;
}
