import { loadChunks } from '../columns/sequence-column.ts';
import { itemColumn } from '../columns/item-text.ts';
import { NO_ID, type Store } from '../store.ts';
import type { FeatureMatcher } from './feature-matcher.ts';

const SAMPLED_RECORDS = 64;
const NEARLY_ALL = 0.8;
const LEAST_LIFT = 3;

/** Indexes of model features (tokens, then items) that go where a feature goes. */
export type Companions = readonly number[];

interface CompanionRequest {
  readonly store: Store;
  readonly matcher: FeatureMatcher;
  readonly features: number;
  readonly tokenLimit: number;
  /** For a feature that is the exact value of a number: its range is what the rest still knows. */
  readonly rangesToKeep: (feature: number) => boolean;
}

/**
 * Finds, for each feature, what occurs in at least 80 % of its records and three times as often
 * there as elsewhere. A trigger's words come together, and so do two columns that say the same:
 * the rest of a record is what is left when all of them are masked.
 */
export function findCompanions(request: CompanionRequest): readonly Companions[] {
  const { store, tokenLimit } = request;
  const samples = sampleRecords(request);
  const wanted = new Map<number, number[]>();
  samples.forEach((records, feature) => {
    for (const record of records) {
      const features = wanted.get(record);
      if (features === undefined) wanted.set(record, [feature]);
      else features.push(feature);
    }
  });
  const tallies = samples.map(() => new Map<number, number>());
  for (const { first, ends, ids } of loadChunks(store.tokens)) {
    for (let index = 0; index < ends.length; index += 1) {
      const features = wanted.get(first + index);
      if (features === undefined) continue;
      const start = index === 0 ? 0 : (ends[index - 1] as number);
      const present = new Set(ids.subarray(start, ends[index] as number));
      for (const feature of features) {
        for (const token of present) if (token < tokenLimit) increment(tallies[feature], token);
      }
    }
  }
  for (const [record, features] of wanted) {
    for (const { ids } of store.items.columns) {
      const item = ids[record] as number;
      if (item === NO_ID) continue;
      for (const feature of features) increment(tallies[feature], tokenLimit + item);
    }
  }
  return tallies.map((tally, feature) => commonIn(request, tally, { feature, sampled: samples[feature]?.length ?? 0 }));
}

function sampleRecords({ matcher, features }: CompanionRequest): number[][] {
  const samples: number[][] = Array.from({ length: features }, () => []);
  const seen = new Uint32Array(features);
  matcher.visit((feature, record) => {
    const count = (seen[feature] as number) + 1;
    seen[feature] = count;
    const sample = samples[feature];
    if (sample === undefined) return;
    if (sample.length < SAMPLED_RECORDS) sample.push(record);
    else if (count % Math.ceil(count / SAMPLED_RECORDS) === 0) sample[count % SAMPLED_RECORDS] = record;
  });
  return samples;
}

function increment(tally: Map<number, number> | undefined, key: number): void {
  tally?.set(key, (tally.get(key) ?? 0) + 1);
}

function commonIn(request: CompanionRequest, tally: ReadonlyMap<number, number>, at: { feature: number; sampled: number }): number[] {
  const { store, tokenLimit } = request;
  const companions: number[] = [];
  for (const [key, count] of tally) {
    const share = count / at.sampled;
    if (share < NEARLY_ALL) continue;
    const elsewhere = key < tokenLimit ? store.vocabulary.frequency[key] : store.items.recordsByItem[key - tokenLimit];
    if (share < (LEAST_LIFT * (elsewhere as number)) / store.records) continue;
    const isRange = key >= tokenLimit && itemColumn(store, key - tokenLimit).kind === 'range';
    if (isRange && request.rangesToKeep(at.feature)) continue;
    companions.push(key);
  }
  return companions;
}
