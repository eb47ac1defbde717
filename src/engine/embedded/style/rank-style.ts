import { type Trials, upperTail } from '../../../numerics/binomial-tail.ts';
import {
  binLogit,
  EXCESS_BINS,
  type ExcessHistogram,
  logitBin,
} from '../../operations/outcome-model.ts';
import type { StyleGroup } from '../../operations/styles.ts';
import type { OutcomeModel } from '../tasks/outcome-model.ts';
import type { LabelExamples } from './label-examples.ts';
import { logOddsOf, rowLogits } from './outcome-log-odds.ts';
import type { StyleRows } from './style-rows.ts';

const SMALLEST_GROUP = 20;
const LEAST_RECORDS = 40;
/** ln of the level at which an override is bounded: as where it is judged. */
const EFFECT_LEVEL = -9;
const LOGITS = Float64Array.from({ length: EXCESS_BINS }, (_, bin) => binLogit(bin));

export interface RestRequest {
  readonly model: OutcomeModel;
  readonly outcome: number;
  /** By feature of the model: 1 where it is not to be looked at. */
  readonly masked: Uint8Array;
}

/** Log-odds of a label for the members by all that a record holds, out of fold. */
export function restLogOdds(
  { members, folds, isOwn, offset }: LabelExamples,
  { all }: StyleRows,
  { model, outcome, masked }: RestRequest,
): Float32Array {
  const rest = new Float32Array(isOwn.length);
  const logits = new Float64Array(model.labels);
  for (const row of members) {
    rowLogits({ model, rows: all, row, fold: folds[row] as number, masked }, logits);
    rest[row] = logOddsOf(logits, outcome, model.temperature) + offset;
  }
  return rest;
}

/** Members by falling score. */
export function byScore({ members }: LabelExamples, scores: Float32Array): Uint32Array {
  return members.toSorted((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
}

/** The records that look most like a style, whatever their label is, in groups that double. */
export function styleGroups(
  { isOwn, folds, own }: LabelExamples,
  { order, scores }: { readonly order: Uint32Array; readonly scores: Float32Array },
  rest: { readonly whole: Float32Array; readonly masked: Float32Array },
): StyleGroup[] {
  const counts = emptyCounts();
  const masked = emptyCounts();
  const groups: StyleGroup[] = [];
  let next = SMALLEST_GROUP;
  for (const [at, row] of order.entries()) {
    const place = { half: (folds[row] as number) & 1, hit: isOwn[row] as number };
    countIn(counts, place, rest.whole[row] as number);
    countIn(masked, place, rest.masked[row] as number);
    if (at + 1 < next) continue;
    groups.push({
      level: scores[row] as number,
      counts: copyOf(counts),
      masked: copyOf(masked),
    });
    next *= 2;
    if (next > 2 * own) break;
  }
  return groups;
}

function emptyCounts(): ExcessHistogram['counts'] {
  return [0, 1].map(() => [new Uint32Array(EXCESS_BINS), new Uint32Array(EXCESS_BINS)] as const);
}

function copyOf(counts: ExcessHistogram['counts']): ExcessHistogram['counts'] {
  return counts.map(([miss, hit]) => [miss.slice(), hit.slice()] as const);
}

function countIn(
  counts: ExcessHistogram['counts'],
  { half, hit }: { half: number; hit: number },
  logit: number,
): void {
  const histogram = counts[half]?.[hit];
  const bin = logitBin(logit);
  if (histogram !== undefined) histogram[bin] = (histogram[bin] as number) + 1;
}

/** The most that any group adds to the label's log-odds, as a lower bound. */
export function strongestOverride(groups: readonly StyleGroup[]): number {
  return Math.max(Number.NEGATIVE_INFINITY, ...groups.map(({ counts }) => overrideOf(counts)));
}

function overrideOf(counts: ExcessHistogram['counts']): number {
  const trials: Trials & { counts: Uint32Array } = {
    counts: new Uint32Array(EXCESS_BINS),
    logits: LOGITS,
  };
  let [hits, records] = [0, 0];
  for (const [miss, hit] of counts)
    for (let bin = 0; bin < EXCESS_BINS; bin += 1) {
      const here = (miss[bin] as number) + (hit[bin] as number);
      trials.counts[bin] = (trials.counts[bin] as number) + here;
      hits += hit[bin] as number;
      records += here;
    }
  return records < LEAST_RECORDS
    ? Number.NEGATIVE_INFINITY
    : upperTail(trials, hits).shiftLowerBound(EFFECT_LEVEL);
}
