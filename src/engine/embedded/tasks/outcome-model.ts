import type { Run } from '../columns/sequence-column.ts';
import { type ItemColumn, LEAK, NO_ID, type Store } from '../store.ts';

/** A multinomial linear model of the label, fitted once per fold on the records outside it. */
export interface OutcomeModel {
  /** Tokens with an id below this are features; rarer ones say nothing across folds. */
  readonly tokenLimit: number;
  readonly labels: number;
  /** By fold: weight of feature `f` for label `k` at `f * labels + k`. Items follow the tokens. */
  readonly weights: readonly Float32Array[];
  readonly biases: readonly Float32Array[];
  /** Divides logits so that probabilities are calibrated out of fold (Guo et al. 2017). */
  readonly temperature: number;
  readonly accuracy: number;
  readonly trainedOn: number;
}

const MOST_WEIGHTS = 4_000_000;
const LEAST_OCCURRENCES = 2;

/** How many tokens the model of this dataset can use, within its bound on weights. */
export function tokenLimitOf(store: Store): number {
  const most =
    Math.floor(MOST_WEIGHTS / Math.max(1, store.labels.texts.length)) - store.items.count;
  let limit = 0;
  const { frequency, size } = store.vocabulary;
  while (
    limit < Math.min(size, Math.max(0, most)) &&
    (frequency[limit] as number) >= LEAST_OCCURRENCES
  )
    limit += 1;
  return limit;
}

/** Lists the distinct features of one record after another into one array that is used again. */
export class ActiveFeatures {
  readonly #store: Store;
  readonly #tokenLimit: number;
  readonly #seen: Uint32Array;
  readonly #columns: readonly ItemColumn[];
  #stamp = 0;
  /** Feature indexes of the record last listed; the first `count` entries hold. */
  list: Uint32Array = new Uint32Array(256);
  count = 0;

  constructor(store: Store, tokenLimit: number) {
    this.#store = store;
    this.#tokenLimit = tokenLimit;
    this.#seen = new Uint32Array(tokenLimit);
    this.#columns = store.items.columns.filter(
      ({ determination, kind }) => determination < LEAK && kind !== 'origin',
    );
  }

  collect({ ids, start, end, record }: Run): void {
    const needed = end - start + this.#store.items.columns.length;
    if (this.list.length < needed) this.list = new Uint32Array(needed * 2);
    this.#stamp += 1;
    let count = 0;
    for (let at = start; at < end; at += 1) {
      const token = ids[at] as number;
      if (token >= this.#tokenLimit || this.#seen[token] === this.#stamp) continue;
      this.#seen[token] = this.#stamp;
      this.list[count++] = token;
    }
    for (const column of this.#columns) {
      const item = column.ids[record] as number;
      if (
        item !== NO_ID &&
        (this.#store.items.recordsByItem[item] as number) >= LEAST_OCCURRENCES
      ) {
        this.list[count++] = this.#tokenLimit + item;
      }
    }
    this.count = count;
  }
}

/** Logits of one record with all its features, under the model of its own fold (so out of it). */
export function outOfFoldLogits(
  { model, fold }: { readonly model: OutcomeModel; readonly fold: number },
  features: ActiveFeatures,
  into: Float64Array,
): number {
  const weights = model.weights[fold] as Float32Array;
  const bias = model.biases[fold] as Float32Array;
  const { labels } = model;
  const scale = featureScale(features.count);
  for (let label = 0; label < labels; label += 1) into[label] = bias[label] as number;
  for (let at = 0; at < features.count; at += 1) {
    const row = (features.list[at] as number) * labels;
    for (let label = 0; label < labels; label += 1) {
      into[label] = (into[label] as number) + scale * (weights[row + label] as number);
    }
  }
  return scale;
}

/** Records are scaled to unit length, so that long texts do not shout. */
export function featureScale(count: number): number {
  return count === 0 ? 0 : 1 / Math.sqrt(count);
}
