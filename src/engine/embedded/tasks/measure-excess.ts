import type { CountedFeature, FeatureSpace } from '../../operations/features.ts';
import { EXCESS_BINS, type ExcessHistogram, logitBin } from '../../operations/outcome-model.ts';
import { itemColumn, parseItemText } from '../columns/item-text.ts';
import { type Run, RunSeeker } from '../columns/sequence-column.ts';
import { type Store, tokenText } from '../store.ts';
import { findCompanions } from './companions.ts';
import { featureMatcher } from './feature-matcher.ts';
import { ActiveFeatures, type OutcomeModel, outOfFoldLogits } from './outcome-model.ts';
import { visitMatchedRecords } from './visit-matched-records.ts';

/** Share of a range's records that one exact value must hold for the range to say just the same. */
const SAME_AS_RANGE = 0.5;
/** Counts of one feature: by half, and by whether the label is the outcome. */
const CELLS = 4 * EXCESS_BINS;

/**
 * For each feature, the log-odds of its outcome from the rest of the record: the out-of-fold
 * logits less the weights of the feature itself and of its companions. All features are of one
 * space.
 */
export function measureExcess(
  store: Store,
  model: OutcomeModel,
  features: readonly CountedFeature[],
): ExcessHistogram[] {
  const masks = masksOf(store, model, features);
  // One array for all, since every record adds to many features.
  const counts = new Uint32Array(features.length * CELLS);
  const outcomes = Uint32Array.from(features, ({ outcome }) => outcome);
  const reader = new MaskedReader(store, model);
  const add = (feature: number, record: number): void => {
    const outcome = outcomes[feature] as number;
    const half = (store.folds[record] as number) & 1;
    const histogram = 2 * half + (hasLabel(store, record, outcome) ? 1 : 0);
    const bin = logitBin(reader.logit(masks[feature] as number[], outcome));
    const cell = feature * CELLS + histogram * EXCESS_BINS + bin;
    counts[cell] = (counts[cell] as number) + 1;
  };
  const seeker = new RunSeeker(store.tokens);
  visitMatchedRecords(store, features, (record, found, count) => {
    reader.read(seeker.seek(record));
    for (let at = 0; at < count; at += 1) add(found[at] as number, record);
  });
  const histogramOf = (feature: number, histogram: number): Uint32Array => {
    const first = feature * CELLS + histogram * EXCESS_BINS;
    return counts.slice(first, first + EXCESS_BINS);
  };
  return masks.map((mask, feature) => ({
    counts: [0, 2].map(
      (half) => [histogramOf(feature, half), histogramOf(feature, half + 1)] as const,
    ),
    companions: mask.map((key) => nameOf(store, model, key)),
  }));
}

/** Log-odds of labels for one record at a time, with any of its features taken away. */
class MaskedReader {
  readonly #store: Store;
  readonly #model: OutcomeModel;
  readonly #active: ActiveFeatures;
  readonly #logits: Float64Array;
  readonly #masked: Float64Array;
  /** 1 for the features of the record: only what is there can be taken away. */
  readonly #present: Uint8Array;
  #fold = 0;
  #scale = 0;

  constructor(store: Store, model: OutcomeModel) {
    this.#store = store;
    this.#model = model;
    this.#active = new ActiveFeatures(store, model.tokenLimit);
    this.#logits = new Float64Array(model.labels);
    this.#masked = new Float64Array(model.labels);
    this.#present = new Uint8Array(model.tokenLimit + store.items.count);
  }

  read(run: Run): void {
    this.#mark(0);
    this.#active.collect(run);
    this.#mark(1);
    this.#fold = this.#store.folds[run.record] as number;
    this.#scale = outOfFoldLogits(
      { model: this.#model, fold: this.#fold },
      this.#active,
      this.#logits,
    );
  }

  /** ln(p / (1 - p)) of the outcome among all labels, without the masked features. */
  logit(mask: readonly number[], outcome: number): number {
    const { labels, temperature, weights } = this.#model;
    const own = weights[this.#fold] as Float32Array;
    const masked = this.#masked;
    for (let label = 0; label < labels; label += 1) masked[label] = this.#logits[label] as number;
    for (let at = 0; at < mask.length; at += 1) {
      const key = mask[at] as number;
      if (this.#present[key] === 0) continue;
      for (let label = 0; label < labels; label += 1)
        masked[label] =
          (masked[label] as number) - this.#scale * (own[key * labels + label] as number);
    }
    let highest = Number.NEGATIVE_INFINITY;
    for (let label = 0; label < labels; label += 1)
      if (label !== outcome && (masked[label] as number) > highest)
        highest = masked[label] as number;
    let sum = 0;
    for (let label = 0; label < labels; label += 1)
      if (label !== outcome) sum += Math.exp(((masked[label] as number) - highest) / temperature);
    return ((masked[outcome] as number) - highest) / temperature - Math.log(sum);
  }

  #mark(value: 0 | 1): void {
    for (let at = 0; at < this.#active.count; at += 1)
      this.#present[this.#active.list[at] as number] = value;
  }
}

function hasLabel(store: Store, record: number, label: number): boolean {
  const from = record === 0 ? 0 : (store.labels.ends[record - 1] as number);
  for (let at = from; at < (store.labels.ends[record] as number); at += 1)
    if (store.labels.ids[at] === label) return true;
  return false;
}

/** What is taken from the record along with a feature: its own parts, and its companions. */
function masksOf(
  store: Store,
  model: OutcomeModel,
  features: readonly CountedFeature[],
): number[][] {
  const own = ownParts(model, features);
  const items = isItemSpace(features[0]?.space);
  const companions = findCompanions({
    store,
    matcher: featureMatcher(store, features),
    features: features.length,
    tokenLimit: model.tokenLimit,
    rangesToKeep: (feature) =>
      items && (own[feature] ?? []).some((key) => isPartOfRange(store, key - model.tokenLimit)),
  });
  return own.map((parts, feature) => [...new Set([...parts, ...(companions[feature] ?? [])])]);
}

/** Whether an item is one exact number among the many of its range. */
function isPartOfRange(store: Store, item: number): boolean {
  if (item < 0) return false;
  const column = itemColumn(store, item);
  if (column.kind !== 'value') return false;
  const range = store.items.columns.find(
    ({ name, kind }) => name === column.name && kind === 'range',
  );
  if (range === undefined) return false;
  const record = column.ids.indexOf(item);
  const rangeItem = range.ids[record];
  if (rangeItem === undefined) return false;
  return (
    (store.items.recordsByItem[item] as number) <
    SAME_AS_RANGE * (store.items.recordsByItem[rangeItem] ?? 0)
  );
}

function isItemSpace(space: FeatureSpace | undefined): boolean {
  return space === 'items' || space === 'item-pairs' || space === 'origins';
}

function ownParts({ tokenLimit }: OutcomeModel, features: readonly CountedFeature[]): number[][] {
  if (isItemSpace(features[0]?.space))
    return features.map(({ handle }) => handle.map((item) => tokenLimit + item));
  return features.map(({ handle }) => handle.filter((symbol) => symbol < tokenLimit));
}

function nameOf(store: Store, model: OutcomeModel, key: number): string {
  if (key < model.tokenLimit) return tokenText(store.vocabulary, key);
  const column = itemColumn(store, key - model.tokenLimit);
  const { value } = parseItemText(
    [column.name, column.kind, column.texts[key - model.tokenLimit - column.firstItem]].join(
      '\u0000',
    ),
  );
  return `${column.name} = ${value}`;
}
