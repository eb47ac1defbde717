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

export interface LayoutDemand {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** How many faults are listed: 20 unless told otherwise, after which one knows. */
  readonly mostFaults?: number;
  /** Whether what is claimed twice as a whole is shared, and no overlap. */
  readonly mayShare?: boolean;
}

/**
 * Holds claims against the bytes from `start` to `end`: each must be claimed once, and by one only.
 *
 * @param regions in any order; empty ones claim nothing
 */
export function layoutFaults(
  regions: readonly Region[],
  { start, end, mostFaults = 20, mayShare = false }: LayoutDemand,
): readonly LayoutFault[] {
  const sorted = regions
    .filter((region) => region.end > region.start)
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const faults: LayoutFault[] = [];
  let reached: Region = { start, end: start, name: '' };
  for (const region of [...sorted, { start: end, end, name: '' }]) {
    if (region.start > reached.end) {
      faults.push({ kind: 'gap', start: reached.end, end: region.start, after: reached.name });
    } else if (region.start < reached.end && !(mayShare && isSame(region, reached))) {
      faults.push({
        kind: 'overlap',
        start: region.start,
        end: Math.max(region.start, Math.min(region.end, reached.end)),
        first: reached.name,
        second: region.name,
      });
    }
    if (region.end > reached.end) reached = region;
    if (faults.length >= mostFaults) break;
  }
  return faults;
}

function isSame(first: Region, second: Region): boolean {
  return first.start === second.start && first.end === second.end;
}
