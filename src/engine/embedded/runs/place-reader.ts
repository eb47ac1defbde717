import type { Run } from '../columns/sequence-column.ts';
import type { SequenceSource } from '../columns/sequences.ts';
import { LONGEST_RUN, NO_SYMBOL } from './found-runs.ts';
import { blockOf, type RunPlan } from './run-plan.ts';

/** Numbers a place: its record, and the symbols that a run from there may hold. */
export const PLACE_WIDTH: number = 1 + LONGEST_RUN;

/** Called for each place at which a run of two and more symbols may begin. */
export type PlaceVisitor = (place: Uint32Array, block: number) => void;

interface Places {
  readonly source: SequenceSource;
  readonly plan: Pick<RunPlan, 'frequent' | 'blockSizes'>;
  readonly longest: number;
}

/** Visits all places in file order; the array is used again for the next. */
export function visitPlaces({ source, plan, longest }: Places, visit: PlaceVisitor): void {
  const { frequent, blockSizes } = plan;
  const place = new Uint32Array(PLACE_WIDTH);
  const read = ({ ids, end, record }: Run, at: number): void => {
    place[0] = record;
    const last = Math.min(at + longest, end);
    let length = 0;
    for (let next = at; next < last && frequent[ids[next] as number] === 1; next += 1)
      place[++length] = ids[next] as number;
    if (length < LONGEST_RUN) place[length + 1] = NO_SYMBOL;
  };
  source.visit((run) => {
    const { ids, start, end } = run;
    for (let at = start; at + 1 < end; at += 1) {
      const [first, second] = [ids[at] as number, ids[at + 1] as number];
      if (frequent[first] === 0 || frequent[second] === 0) continue;
      read(run, at);
      visit(place, blockOf(first, second, blockSizes.length));
    }
  });
}
