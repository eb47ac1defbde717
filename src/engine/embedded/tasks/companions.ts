import { loadChunks } from '../columns/sequence-column.ts';
import { itemColumn } from '../columns/item-text.ts';
import type { Store } from '../store.ts';
import type { FeatureMatcher } from './feature-matcher.ts';
import { ActiveFeatures } from './outcome-model.ts';

const SAMPLED_RECORDS = 24;
/** After each 2 ** SPREAD samples, only half as many of the following records are taken. */
const SPREAD = 3;
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
  const { store, tokenLimit, features } = request;
  const samples = sampleRecords(request);
  const keys: number[][] = Array.from({ length: features }, () => []);
  const active = new ActiveFeatures(store, tokenLimit);
  for (const { first, ends, ids } of loadChunks(store.tokens)) {
    for (let index = 0; index < ends.length; index += 1) {
      const wanting = samples.of(first + index);
      if (wanting.length === 0) continue;
      active.collect(ids, { start: index === 0 ? 0 : (ends[index - 1] as number), end: ends[index] as number }, first + index);
      for (const feature of wanting) for (let at = 0; at < active.count; at += 1) keys[feature]?.push(active.list[at] as number);
    }
  }
  return keys.map((found, feature) => commonAmong(request, Uint32Array.from(found).sort(), { feature, sampled: samples.sizes[feature] ?? 0 }));
}

interface Samples {
  /** Which features want a record as one of their samples. */
  of(record: number): readonly number[];
  readonly sizes: Uint8Array;
}

/** The first records of each feature, and then ever rarer ones, so that the whole file is seen. */
function sampleRecords({ matcher, features }: CompanionRequest): Samples {
  const sizes = new Uint8Array(features);
  const seen = new Uint32Array(features);
  const wanting = new Map<number, number[]>();
  matcher.visit((feature, record) => {
    const count = (seen[feature] as number) + 1;
    seen[feature] = count;
    const size = sizes[feature] as number;
    if (size === SAMPLED_RECORDS || (count & ((1 << (size >> SPREAD)) - 1)) !== 0) return;
    sizes[feature] = size + 1;
    const list = wanting.get(record);
    if (list === undefined) wanting.set(record, [feature]);
    else list.push(feature);
  });
  return { of: (record) => wanting.get(record) ?? NONE, sizes };
}

const NONE: readonly number[] = [];

/** What at least 80 % of the sampled records hold, and other records hold far more rarely. */
function commonAmong(request: CompanionRequest, sorted: Uint32Array, at: { feature: number; sampled: number }): number[] {
  const { store, tokenLimit } = request;
  const companions: number[] = [];
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    const key = sorted[start] as number;
    while (end < sorted.length && sorted[end] === key) end += 1;
    const share = (end - start) / at.sampled;
    if (share < NEARLY_ALL) continue;
    const elsewhere = key < tokenLimit ? store.vocabulary.frequency[key] : store.items.recordsByItem[key - tokenLimit];
    if (share < (LEAST_LIFT * (elsewhere as number)) / store.records) continue;
    const isRange = key >= tokenLimit && itemColumn(store, key - tokenLimit).kind === 'range';
    if (isRange && request.rangesToKeep(at.feature)) continue;
    companions.push(key);
  }
  return companions;
}
