import type { CountRequest } from '../../../src/engine/operations/features.ts';
import { labelsOf, type NaiveRecord } from './contract-dataset.ts';

/** What an engine must say of one feature. Its name joins its elements, which are its identity. */
export interface NaiveCount {
  readonly name: string;
  readonly records: number;
  readonly outcome: string;
  readonly hits: readonly [number, number];
  readonly recordsByHalf: readonly [number, number];
}

export interface CountedRecord {
  readonly record: NaiveRecord;
  readonly half: 0 | 1;
  /** Names of its features, each once. */
  readonly features: ReadonlySet<string>;
}

export const SEPARATOR = '\u0001';

export function nameOf(elements: readonly string[]): string {
  return elements.join(SEPARATOR);
}

/** Runs of 1 to `longest` elements. */
export function runsOf(elements: readonly string[], longest = 5): Set<string> {
  const runs = new Set<string>();
  for (let from = 0; from < elements.length; from += 1) {
    for (let to = from + 1; to <= Math.min(elements.length, from + longest); to += 1)
      runs.add(nameOf(elements.slice(from, to)));
  }
  return runs;
}

export interface NaiveCounts {
  readonly tried: number;
  readonly counts: ReadonlyMap<string, NaiveCount>;
  /** Records by feature, of all features. */
  readonly records: ReadonlyMap<string, number>;
}

/** Counts every feature in every record, one by one. */
export function naiveCounts(counted: readonly CountedRecord[], request: CountRequest): NaiveCounts {
  const holders = new Map<string, CountedRecord[]>();
  for (const one of counted) {
    for (const name of one.features) {
      const list = holders.get(name);
      if (list === undefined) holders.set(name, [one]);
      else list.push(one);
    }
  }
  const frequent = [...holders].filter(([, list]) => list.length >= request.minimumRecords);
  const lean = leanTo(counted.map(({ record }) => record));
  const counts = new Map<string, NaiveCount>();
  for (const [name, list] of frequent) {
    const { outcome, deviations } = lean(list);
    if (deviations < request.minimumLean) continue;
    const within = (half: number, label?: string): number =>
      list.filter(
        (one) => one.half === half && (label === undefined || one.record.labels.includes(label)),
      ).length;
    counts.set(name, {
      name,
      records: list.length,
      outcome,
      hits: [within(0, outcome), within(1, outcome)],
      recordsByHalf: [within(0), within(1)],
    });
  }
  return {
    tried: frequent.length,
    counts,
    records: new Map([...holders].map(([name, list]) => [name, list.length])),
  };
}

/** The label whose share among records with a feature is most standard errors above its share of all. */
function leanTo(
  all: readonly NaiveRecord[],
): (list: readonly CountedRecord[]) => { outcome: string; deviations: number } {
  const holding = (records: readonly NaiveRecord[], label: string): number =>
    records.filter(({ labels }) => labels.includes(label)).length;
  const shares = labelsOf(all).map((label) => [label, holding(all, label) / all.length] as const);
  return (list) => {
    const records = list.map(({ record }) => record);
    let best = { outcome: '', deviations: Number.NEGATIVE_INFINITY };
    for (const [label, share] of shares) {
      const expected = list.length * share;
      const deviations =
        (holding(records, label) - expected) / Math.sqrt(Math.max(1e-12, expected * (1 - share)));
      if (deviations > best.deviations) best = { outcome: label, deviations };
    }
    return best;
  };
}

const SAME_RECORDS = 0.97;

/** A run that nearly all records of a shorter run within it share says nothing of its own. */
export function withoutRedundant({ counts, records }: NaiveCounts): NaiveCount[] {
  return [...counts.values()].filter(({ name, records: own }) => {
    const elements = name.split(SEPARATOR);
    if (elements.length === 1) return true;
    const shorter = [elements.slice(0, -1), elements.slice(1)].map(
      (part) => records.get(nameOf(part)) ?? 0,
    );
    return shorter.every((others) => own < SAME_RECORDS * others);
  });
}
