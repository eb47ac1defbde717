import type { Store } from '../store.ts';

/** What a probe learns: a column for each label, or one for amounts. */
export interface ProbeTargets {
  readonly outputs: number;
  /** The targets of a record; zeros where it has none. */
  write(record: number, into: Float64Array): void;
  has(record: number): boolean;
}

/** Labels beyond these are learnt as one: they are the rarest. */
const MOST_OUTPUTS = 100;

/**
 * Labels as indicators (several of one record share a unit), or amounts in units of their middle spread.
 * `null` where there are neither.
 */
export function probeTargets(store: Store): ProbeTargets | null {
  const { amounts, labels } = store;
  if (amounts !== null) return amountTargets(amounts);
  if (labels.texts.length < 2) return null;
  const rank = new Uint32Array(labels.texts.length);
  [...labels.counts.keys()]
    .sort((a, b) => (labels.counts[b] as number) - (labels.counts[a] as number) || a - b)
    .forEach((label, place) => {
      rank[label] = Math.min(place, MOST_OUTPUTS - 1);
    });
  const startOf = (record: number): number =>
    record === 0 ? 0 : (labels.ends[record - 1] as number);
  return {
    outputs: Math.min(labels.texts.length, MOST_OUTPUTS),
    write(record, into) {
      into.fill(0);
      const [from, to] = [startOf(record), labels.ends[record] as number];
      for (let at = from; at < to; at += 1) {
        const output = rank[labels.ids[at] as number] as number;
        into[output] = (into[output] as number) + 1 / (to - from);
      }
    },
    has: (record) => labels.ends[record] !== startOf(record),
  };
}

function amountTargets(amounts: Float64Array): ProbeTargets {
  const { middle, spread } = middleOf(amounts);
  return {
    outputs: 1,
    write(record, into) {
      into[0] = ((amounts[record] as number) - middle) / spread;
    },
    has: (record) => Number.isFinite(amounts[record]),
  };
}

/** Median, and half the distance between the quartiles in units of a normal distribution's deviation. */
export function middleOf(amounts: ArrayLike<number>): { middle: number; spread: number } {
  const known = Float64Array.from(amounts).filter(Number.isFinite).sort();
  const at = (share: number): number => known[Math.floor(share * (known.length - 1))] ?? 0;
  const quartiles = (at(0.75) - at(0.25)) / 2 / 0.6745;
  const spread = quartiles > 0 ? quartiles : (at(1) - at(0)) / 6;
  return { middle: at(0.5), spread: spread > 0 ? spread : 1 };
}
