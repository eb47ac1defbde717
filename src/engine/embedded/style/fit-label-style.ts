import { EXCESS_BINS, type ExcessHistogram, logitBin } from '../../operations.ts';
import { FOLDS, type Store } from '../store.ts';
import type { OutcomeModel } from '../tasks/outcome-model.ts';
import { sampleDraw } from '../tasks/training-sample.ts';
import { fitBinary, type LinearWeights, logitOf } from './fit-binary.ts';
import { logOddsOf, rowLogits } from './outcome-log-odds.ts';
import type { StyleRows } from './style-rows.ts';
import type { WeightedRows } from './weighted-rows.ts';

/** What one label's records have in common beyond their content: a linear model by fold. */
export interface LabelStyleFit {
  readonly outcome: number;
  readonly models: readonly LinearWeights[];
  readonly groups: readonly StyleGroupCounts[];
  /** Numbers of the elements that weigh most in the first group, the heaviest first. */
  readonly telling: Uint32Array;
}

export interface StyleGroupCounts {
  /** Least score of its records. */
  readonly level: number;
  readonly counts: ExcessHistogram['counts'];
}

export interface LabelStyleRequest {
  readonly rows: StyleRows;
  readonly model: OutcomeModel;
  readonly outcome: number;
}

/** Shares of a label's records that a planted style may hold: each is tried, and all are averaged. */
const SHARES = [0.2, 0.05] as const;
const ROUNDS = 3;
/** How far a record whose content speaks for its label counts as one of its style. */
const CONTENT_SHARE = 0.5;
/** How much the label's other records count as examples of another style. */
const OWN_IMPORTANCE = 0.25;
const MOST_OWN = 15_000;
const OTHERS_PER_OWN = 3;
const LEAST_OTHERS = 600;
const SMALLEST_GROUP = 20;
const MOST_TELLING = 12;
const LEAST_TELLING_SHARE = 0.05;

/**
 * Finds the style that a label is bought with, if there is one. It begins with what sets the label's
 * records apart from others where the content speaks against the label, and goes on with those of
 * them that look most like it (self-training), always by weights of other folds.
 */
export function fitLabelStyle(
  store: Store,
  { rows, model, outcome }: LabelStyleRequest,
): LabelStyleFit {
  const example = examplesOf(store, rows, outcome);
  const content = contentLogits(example, rows.content, model.tokenLimit);
  const first = firstScores(example, rows, content);
  const size = rows.elements.first.length;
  const sums = Array.from({ length: FOLDS }, () => ({ weights: new Float32Array(size), bias: 0 }));
  for (const share of SHARES) {
    const { models, scores } = selfTrain(example, rows, { content, first, share });
    const { mean, deviation } = moments(scores, example.members);
    models.forEach(({ weights, bias }, fold) => {
      const sum = sums[fold] as { weights: Float32Array; bias: number };
      const factor = 1 / (SHARES.length * deviation);
      for (let at = 0; at < size; at += 1)
        sum.weights[at] = (sum.weights[at] as number) + factor * (weights[at] as number);
      sum.bias += factor * (bias - mean);
    });
  }
  const scores = scoresOf(example, rows.style, sums);
  const order = example.members.toSorted(
    (a, b) => (scores[b] as number) - (scores[a] as number) || a - b,
  );
  return {
    outcome,
    models: sums.map(({ weights, bias }) => ({ weights: inSharedMemory(weights), bias })),
    groups: groupsOf({ rows, model, outcome }, { example, order, scores }),
    telling: tellingElements(rows, sums, order),
  };
}

interface LabelExamples {
  /** Rows that take part: the label's, and others by a fixed draw. */
  readonly members: Uint32Array;
  /** By row: 1 where it has the label. */
  readonly isOwn: Uint8Array;
  /** By row. */
  readonly folds: Uint8Array;
  readonly own: number;
  /** Added to log-odds, since not all of the others take part. */
  readonly offset: number;
}

function examplesOf(store: Store, { all }: StyleRows, outcome: number): LabelExamples {
  const isOwn = new Uint8Array(all.records.length);
  const folds = new Uint8Array(all.records.length);
  let labelled = 0;
  all.records.forEach((record, row) => {
    folds[row] = store.folds[record] as number;
    const from = record === 0 ? 0 : (store.labels.ends[record - 1] as number);
    const labels = store.labels.ids.subarray(from, store.labels.ends[record]);
    if (labels.includes(outcome)) isOwn[row] = 1;
    labelled += isOwn[row] as number;
  });
  const ownShare = Math.min(1, MOST_OWN / labelled);
  const own = ownShare * labelled;
  const othersShare = Math.min(
    1,
    Math.max(LEAST_OTHERS, OTHERS_PER_OWN * own) / (all.records.length - labelled),
  );
  const members = Uint32Array.from(isOwn.keys()).filter(
    (row) => sampleDraw(row) < (isOwn[row] === 1 ? ownShare : othersShare),
  );
  return {
    members,
    isOwn,
    folds,
    own: members.reduce((sum, row) => sum + (isOwn[row] as number), 0),
    offset: Math.log(ownShare / othersShare),
  };
}

const EVEN = (rows: number): Float32Array => new Float32Array(rows).fill(1);

/** Log-odds of the label from words with a meaning alone, out of fold. */
function contentLogits(
  { members, isOwn, folds }: LabelExamples,
  content: WeightedRows,
  features: number,
): Float32Array {
  const importance = EVEN(isOwn.length);
  const models = byFold((fold) =>
    fitBinary({
      rows: content,
      features,
      members: members.filter((row) => folds[row] !== fold),
      targets: isOwn,
      importance,
    }),
  );
  return scoresOf({ members, folds, isOwn }, content, models);
}

/** Where the content speaks against the label: what sets apart those that have it nevertheless? */
function firstScores(
  example: LabelExamples,
  { style, elements }: StyleRows,
  content: Float32Array,
): Float32Array {
  const { members, isOwn, folds, own } = example;
  const prior = Math.log(own / Math.max(1, members.length - own));
  const importance = EVEN(isOwn.length);
  const against = members.filter((row) => (content[row] as number) < prior);
  const models = byFold((fold) =>
    fitBinary({
      rows: style,
      features: elements.first.length,
      members: against.filter((row) => folds[row] !== fold),
      targets: isOwn,
      importance,
    }),
  );
  return scoresOf(example, style, models);
}

interface SelfTraining {
  readonly content: Float32Array;
  readonly first: Float32Array;
  readonly share: number;
}

function selfTrain(
  example: LabelExamples,
  { style, elements }: StyleRows,
  { content, first, share }: SelfTraining,
): { models: LinearWeights[]; scores: Float32Array } {
  const { members, isOwn, folds } = example;
  const own = members.filter((row) => isOwn[row] === 1);
  let scores = first;
  let models: LinearWeights[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const likely = (row: number): number =>
      (scores[row] as number) - CONTENT_SHARE * (content[row] as number);
    const chosen = own
      .toSorted((a, b) => likely(b) - likely(a) || a - b)
      .subarray(0, Math.ceil(share * own.length));
    const targets = new Uint8Array(isOwn.length);
    for (const row of chosen) targets[row] = 1;
    const importance = Float32Array.from(isOwn, (mine, row) =>
      mine === 1 && targets[row] === 0 ? OWN_IMPORTANCE : 1,
    );
    models = byFold((fold) =>
      fitBinary({
        rows: style,
        features: elements.first.length,
        members: members.filter((row) => folds[row] !== fold),
        targets,
        importance,
      }),
    );
    scores = scoresOf(example, style, models);
  }
  return { models, scores };
}

function byFold(train: (fold: number) => LinearWeights): LinearWeights[] {
  return Array.from({ length: FOLDS }, (_, fold) => train(fold));
}

/** Logits of the members, each by the model of its own fold, which has not seen it. */
function scoresOf(
  { members, folds, isOwn }: Pick<LabelExamples, 'members' | 'folds' | 'isOwn'>,
  rows: WeightedRows,
  models: readonly LinearWeights[],
): Float32Array {
  const scores = new Float32Array(isOwn.length);
  for (const row of members)
    scores[row] = logitOf(models[folds[row] as number] as LinearWeights, rows, row);
  return scores;
}

function moments(scores: Float32Array, members: Uint32Array): { mean: number; deviation: number } {
  let [sum, squares] = [0, 0];
  for (const row of members) {
    sum += scores[row] as number;
    squares += (scores[row] as number) ** 2;
  }
  const mean = sum / members.length;
  return { mean, deviation: Math.sqrt(Math.max(1e-12, squares / members.length - mean * mean)) };
}

interface Ranked {
  readonly example: LabelExamples;
  /** Members by falling score. */
  readonly order: Uint32Array;
  readonly scores: Float32Array;
}

/** The records that look most like the style, in groups that double, whatever their label is. */
function groupsOf(
  { rows, model, outcome }: LabelStyleRequest,
  { example, order, scores }: Ranked,
): StyleGroupCounts[] {
  const counts = [0, 1].map(
    () => [new Uint32Array(EXCESS_BINS), new Uint32Array(EXCESS_BINS)] as const,
  );
  const groups: StyleGroupCounts[] = [];
  const logits = new Float64Array(model.labels);
  let next = SMALLEST_GROUP;
  for (const [at, row] of order.entries()) {
    if (at === next) {
      groups.push({
        level: scores[order[at - 1] as number] as number,
        counts: counts.map(([miss, hit]) => [miss.slice(), hit.slice()] as const),
      });
      next *= 2;
      if (next > 2 * example.own) break;
    }
    const fold = example.folds[row] as number;
    rowLogits({ model, rows: rows.all, row, fold }, logits);
    const logit = logOddsOf(logits, outcome, model.temperature) + example.offset;
    const histogram = counts[fold & 1]?.[example.isOwn[row] as number];
    if (histogram !== undefined)
      histogram[logitBin(logit)] = (histogram[logitBin(logit)] as number) + 1;
  }
  return groups;
}

/** The elements that bring the first records where they are. */
function tellingElements(
  { style, elements }: StyleRows,
  models: readonly LinearWeights[],
  order: Uint32Array,
): Uint32Array {
  const size = elements.first.length;
  const top = Math.min(order.length, 200);
  const [inTop, inAll] = [new Uint32Array(size), new Uint32Array(size)];
  order.forEach((row, at) => {
    for (
      let place = style.starts[row] as number;
      place < (style.starts[row + 1] as number);
      place += 1
    ) {
      const element = style.features[place] as number;
      inAll[element] = (inAll[element] as number) + 1;
      if (at < top) inTop[element] = (inTop[element] as number) + 1;
    }
  });
  const weightOf = (element: number): number =>
    models.reduce((sum, { weights }) => sum + (weights[element] as number), 0) *
    ((inTop[element] as number) / top - (inAll[element] as number) / order.length);
  return Uint32Array.from(inTop.keys())
    .filter(
      (element) => (inTop[element] as number) >= LEAST_TELLING_SHARE * top && weightOf(element) > 0,
    )
    .sort((a, b) => weightOf(b) - weightOf(a) || a - b)
    .slice(0, MOST_TELLING);
}

function inSharedMemory(weights: Float32Array): Float32Array {
  const copy = new Float32Array(new SharedArrayBuffer(weights.byteLength));
  copy.set(weights);
  return copy;
}
