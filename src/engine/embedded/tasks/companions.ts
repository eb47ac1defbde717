import { itemColumn } from '../columns/item-text.ts';
import { visitRuns } from '../columns/sequence-column.ts';
import type { Store } from '../store.ts';
import type { FeatureMatcher } from './feature-matcher.ts';
import { ActiveFeatures } from './outcome-model.ts';

const SAMPLED_RECORDS = 16;
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
  const tallies = Array.from({ length: features }, () => new CompanionTally());
  const active = new ActiveFeatures(store, tokenLimit);
  const present = new Uint32Array(tokenLimit + store.items.count);
  visitRuns(store.tokens, (run) => {
    const wanting = samples.of(run.record);
    if (wanting.length === 0) return;
    active.collect(run);
    for (let at = 0; at < active.count; at += 1)
      present[active.list[at] as number] = run.record + 1;
    for (const feature of wanting)
      tallies[feature]?.add(active, (key) => present[key] === run.record + 1);
  });
  return tallies.map((tally, feature) =>
    tally.common().filter((key) => isTelling(request, feature, key)),
  );
}

/** What the sampled records of one feature have in common. */
class CompanionTally {
  readonly #keys: number[] = [];
  readonly #counts: number[] = [];
  #records = 0;

  /** What is missing in both of the first two records is no companion, so later ones bring nothing new. */
  add(active: ActiveFeatures, isPresent: (key: number) => boolean): void {
    const known = this.#keys.length;
    for (let at = 0; at < known; at += 1)
      if (isPresent(this.#keys[at] as number)) this.#counts[at] = (this.#counts[at] as number) + 1;
    this.#records += 1;
    if (this.#records > 2) return;
    for (let at = 0; at < active.count; at += 1) {
      const key = active.list[at] as number;
      if (known > 0 && this.#keys.includes(key)) continue;
      this.#keys.push(key);
      this.#counts.push(1);
    }
  }

  common(): number[] {
    return this.#keys.filter((_, at) => (this.#counts[at] as number) >= NEARLY_ALL * this.#records);
  }
}

interface Samples {
  /** Which features want a record as one of their samples. */
  of(record: number): readonly number[];
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
  return { of: (record) => wanting.get(record) ?? NONE };
}

const NONE: readonly number[] = [];

/** Whether a companion is rarer elsewhere, and not just the range that a number falls into. */
function isTelling(
  { store, tokenLimit, rangesToKeep }: CompanionRequest,
  feature: number,
  key: number,
): boolean {
  const elsewhere =
    key < tokenLimit
      ? store.vocabulary.frequency[key]
      : store.items.recordsByItem[key - tokenLimit];
  if (NEARLY_ALL * store.records < LEAST_LIFT * (elsewhere as number)) return false;
  const isRange = key >= tokenLimit && itemColumn(store, key - tokenLimit).kind === 'range';
  return !isRange || !rangesToKeep(feature);
}
