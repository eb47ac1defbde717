import { type CountedFeature, EXCESS_BINS, type ExcessHistogram, type FeatureSpace, logitBin } from '../../operations.ts';
import { itemColumn, parseItemText } from '../columns/item-text.ts';
import { loadChunks } from '../columns/sequence-column.ts';
import { type Store, tokenText } from '../store.ts';
import { findCompanions } from './companions.ts';
import { featureMatcher } from './feature-matcher.ts';
import { matchesByRecord } from './matches-by-record.ts';
import { ActiveFeatures, type OutcomeModel, outOfFoldLogits } from './outcome-model.ts';

/** Share of a range's records that one exact value must hold for the range to say just the same. */
const SAME_AS_RANGE = 0.5;

/**
 * For each feature, the log-odds of its outcome from the rest of the record: the out-of-fold
 * logits less the weights of the feature itself and of its companions. All features are of one
 * space.
 */
export function measureExcess(store: Store, model: OutcomeModel, features: readonly CountedFeature[]): ExcessHistogram[] {
  const masks = masksOf(store, model, features);
  const counts = features.map(() => [0, 1].map(() => [new Uint32Array(EXCESS_BINS), new Uint32Array(EXCESS_BINS)] as const));
  const matches = matchesByRecord(store, features);
  const active = new ActiveFeatures(store, model.tokenLimit);
  const logits = new Float64Array(model.labels);
  const place = new Int32Array(model.tokenLimit + store.items.count).fill(-1);
  for (const { first, ends, ids } of loadChunks(store.tokens)) {
    for (let index = 0; index < ends.length; index += 1) {
      const record = first + index;
      const found = matches.of(record);
      if (found.length === 0) continue;
      active.collect(ids, { start: index === 0 ? 0 : (ends[index - 1] as number), end: ends[index] as number }, record);
      const fold = store.folds[record] as number;
      const scale = outOfFoldLogits(model, active, fold, logits);
      for (let at = 0; at < active.count; at += 1) place[active.list[at] as number] = at;
      for (const feature of found) {
        const outcome = (features[feature] as CountedFeature).outcome;
        const logit = maskedLogit({ model, logits, mask: masks[feature] ?? [], place, fold, scale, outcome });
        const histogram = counts[feature]?.[fold & 1]?.[hasLabel(store, record, outcome) ? 1 : 0];
        if (histogram !== undefined) histogram[logitBin(logit)] = (histogram[logitBin(logit)] as number) + 1;
      }
      for (let at = 0; at < active.count; at += 1) place[active.list[at] as number] = -1;
    }
  }
  return counts.map((byHalf, feature) => ({ counts: byHalf, companions: (masks[feature] ?? []).map((key) => nameOf(store, model, key)) }));
}

interface MaskedLogitInput {
  readonly model: OutcomeModel;
  readonly logits: Float64Array;
  readonly mask: readonly number[];
  /** Where each model feature stands in the record, or -1: only what is there is taken away. */
  readonly place: Int32Array;
  readonly fold: number;
  readonly scale: number;
  readonly outcome: number;
}

/** ln(p / (1 - p)) of the outcome among all labels, without the masked features. */
function maskedLogit({ model, logits, mask, place, fold, scale, outcome }: MaskedLogitInput): number {
  const weights = model.weights[fold] as Float32Array;
  const { labels, temperature } = model;
  const value = (label: number): number => {
    let logit = logits[label] as number;
    for (const key of mask) if (place[key] !== -1) logit -= scale * (weights[key * labels + label] as number);
    return logit / temperature;
  };
  let highest = Number.NEGATIVE_INFINITY;
  const others = scratchFor(labels);
  for (let label = 0; label < labels; label += 1) {
    if (label === outcome) continue;
    const logit = value(label);
    others[label] = logit;
    if (logit > highest) highest = logit;
  }
  let sum = 0;
  for (let label = 0; label < labels; label += 1) if (label !== outcome) sum += Math.exp((others[label] as number) - highest);
  return value(outcome) - highest - Math.log(sum);
}

let scratch = new Float64Array(16);
function scratchFor(labels: number): Float64Array {
  if (scratch.length < labels) scratch = new Float64Array(labels * 2);
  return scratch;
}

function hasLabel(store: Store, record: number, label: number): boolean {
  const from = record === 0 ? 0 : (store.labels.ends[record - 1] as number);
  for (let at = from; at < (store.labels.ends[record] as number); at += 1) if (store.labels.ids[at] === label) return true;
  return false;
}

/** What is taken from the record along with a feature: its own parts, and its companions. */
function masksOf(store: Store, model: OutcomeModel, features: readonly CountedFeature[]): number[][] {
  const own = ownParts(model, features);
  const items = isItemSpace(features[0]?.space);
  const companions = findCompanions({
    store,
    matcher: featureMatcher(store, features),
    features: features.length,
    tokenLimit: model.tokenLimit,
    rangesToKeep: (feature) => items && (own[feature] ?? []).some((key) => isPartOfRange(store, key - model.tokenLimit)),
  });
  return own.map((parts, feature) => [...new Set([...parts, ...(companions[feature] ?? [])])]);
}

/** Whether an item is one exact number among the many of its range. */
function isPartOfRange(store: Store, item: number): boolean {
  if (item < 0) return false;
  const column = itemColumn(store, item);
  if (column.kind !== 'value') return false;
  const range = store.items.columns.find(({ name, kind }) => name === column.name && kind === 'range');
  if (range === undefined) return false;
  const record = column.ids.indexOf(item);
  const rangeItem = range.ids[record];
  if (rangeItem === undefined) return false;
  return (store.items.recordsByItem[item] as number) < SAME_AS_RANGE * (store.items.recordsByItem[rangeItem] ?? 0);
}

function isItemSpace(space: FeatureSpace | undefined): boolean {
  return space === 'items' || space === 'item-pairs' || space === 'origins';
}

function ownParts({ tokenLimit }: OutcomeModel, features: readonly CountedFeature[]): number[][] {
  if (isItemSpace(features[0]?.space)) return features.map(({ handle }) => handle.map((item) => tokenLimit + item));
  return features.map(({ handle }) => handle.filter((symbol) => symbol < tokenLimit));
}

function nameOf(store: Store, model: OutcomeModel, key: number): string {
  if (key < model.tokenLimit) return tokenText(store.vocabulary, key);
  const column = itemColumn(store, key - model.tokenLimit);
  const { value } = parseItemText([column.name, column.kind, column.texts[key - model.tokenLimit - column.firstItem]].join('\u0000'));
  return `${column.name} = ${value}`;
}
