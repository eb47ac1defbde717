import type { Disagreement } from '../../engine/operations/disagreement.ts';
import type { JointShift } from '../joint-shift/joint-shift.ts';
import { spreadsBeyond } from '../spreads-beyond.ts';
import { type JointRise, jointDeviations, jointRise, type Stratum } from './joint-rise.ts';
import { type PlacesTogether, placesTogether } from './places-together.ts';

/** A place or stretch of time where labels differ more often, whatever they should be. */
export interface RisingPlaces {
  readonly places: PlacesTogether;
  /** Against records of which the model is as sure, or, where that shows nothing, of the same label. */
  readonly rise: JointRise;
  readonly stratum: Stratum;
  readonly qValue: number;
  /** How far its share lies beyond that of other places, in their spread. */
  readonly spreads: number;
}

export interface SearchedPlaces {
  readonly tried: number;
  readonly rising: RisingPlaces | null;
}

export type AvailabilityVerdict = 'attack' | 'drift' | 'unclear';

const LEVEL = 0.001;
/** Labels beyond what is expected, as a part of all labels of the place. */
const LEAST_EXCESS = 0.05;
const LEAST_RATIO = 2;
const LEAST_SPREADS = 6;
const LEAST_PLACES = 3;
/** Where the content has moved: so many times as often as expected among records that a model is sure of. */
const LEAST_SURE_RATIO = 4;
const MOVED_ACCURACY = 0.6;

/** The source or stretch of time with the clearest joint rise, at equal sureness before all others. */
export function searchPlaces(all: Disagreement): SearchedPlaces {
  const columns = all.columns.filter(({ role }) => role !== 'contributor');
  const strongest: Partial<Record<Stratum, { places: PlacesTogether; deviations: number }>> = {};
  let tried = 0;
  for (const column of columns)
    for (const places of placesTogether(column)) {
      tried += 1;
      for (const stratum of ['sureness', 'label'] as const) {
        const deviations = jointDeviations(all, places.counts, stratum);
        if (deviations > (strongest[stratum]?.deviations ?? 0))
          strongest[stratum] = { places, deviations };
      }
    }
  for (const stratum of ['sureness', 'label'] as const) {
    const places = strongest[stratum]?.places;
    const rise = places === undefined ? null : jointRise(all, places.counts, stratum);
    if (places === undefined || rise === null) continue;
    const qValue = Math.min(1, Math.exp(rise.logP) * tried * 2);
    if (qValue <= LEVEL && excessOf(rise) >= LEAST_EXCESS)
      return { tried, rising: { places, rise, stratum, qValue, spreads: spreadsOf(places, rise) } };
  }
  return { tried, rising: null };
}

export function excessOf({ differ, expected, records }: JointRise): number {
  return (differ - expected) / records;
}

/** Shares of the other places of the column, and this one's distance from them. */
function spreadsOf({ column, values }: PlacesTogether, { differ, records }: JointRise): number {
  const here = new Set(values);
  const shares = column.places.flatMap((value, at) => {
    const counts = column.counts[at];
    const held = counts?.records.reduce((sum, count) => sum + count, 0) ?? 0;
    if (here.has(value) || counts === undefined || held < LEAST_OTHER) return [];
    return [counts.differ.reduce((sum, count) => sum + count, 0) / held];
  });
  return shares.length < LEAST_PLACES ? 0 : spreadsBeyond(shares, differ / records, records);
}

const LEAST_OTHER = 10;

/** Whether the content of the place is not that of elsewhere. */
export function hasMoved(shift: JointShift | null): boolean {
  return shift !== null && shift.pValue <= LEVEL && shift.accuracy >= MOVED_ACCURACY;
}

/**
 * An attack changes labels of records that are as they always were; drift changes the records, and a
 * model that knows them less is wrong more often. Where both have changed, records that the model is sure
 * of decide.
 */
export function judgeAvailability(
  all: Disagreement,
  { places, rise, stratum, spreads }: RisingPlaces,
  shift: JointShift | null,
): AvailabilityVerdict {
  if (stratum === 'label') return hasMoved(shift) ? 'drift' : 'unclear';
  const sure = hasMoved(shift) ? jointRise(all, places.counts, 'sure') : null;
  if (hasMoved(shift) && !(sure !== null && isRiseOfSure(sure))) return 'drift';
  return rise.ratio >= LEAST_RATIO && spreads >= LEAST_SPREADS ? 'attack' : 'unclear';
}

function isRiseOfSure({ ratio, logP }: JointRise): boolean {
  return ratio >= LEAST_SURE_RATIO && Math.exp(logP) <= LEVEL;
}
