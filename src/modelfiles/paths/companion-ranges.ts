import type { Companion } from '../inspection.ts';
import { type LayoutFault, layoutFaults } from '../layout.ts';

/** One stretch of a file that a model beside it explains. */
type Range = Companion['ranges'][number];

/**
 * What models say of a file beside them, held against its length: which bytes nobody explains, and
 * whether they point beyond its end. Models may share bytes.
 */
export function companionFault(ranges: readonly Range[], length: number): string | undefined {
  const regions = ranges.map((range) => ({
    start: range.offset,
    end: range.length === null ? length : range.offset + range.length,
    name: '',
  }));
  if (regions.some(({ start, end }) => start > length || end > length)) {
    return 'a model beside it describes more bytes than it has';
  }
  const gap = layoutFaults(regions, { start: 0, end: length }).find(isGap);
  return (
    gap && `the models beside it say nothing of ${gap.end - gap.start} bytes from ${gap.start} on`
  );
}

function isGap(fault: LayoutFault): boolean {
  return fault.kind === 'gap';
}
