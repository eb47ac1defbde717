import type { StyleGroup } from '../../operations/styles.ts';
import { FOLDS, type Store } from '../store.ts';
import type { OutcomeModel } from '../tasks/outcome-model.ts';
import type { LinearWeights } from './fit-binary.ts';
import {
  fitByFold,
  type LabelExamples,
  labelExamples,
  scoresOf,
  speakingAgainst,
} from './label-examples.ts';
import { maskOf } from './mask-style.ts';
import { byScore, restLogOdds, strongestOverride, styleGroups } from './rank-style.ts';
import type { StyleRows } from './style-rows.ts';
import { styleSeeds } from './style-seeds.ts';
import { tellingElements } from './telling-elements.ts';
import type { WeightedRows } from './weighted-rows.ts';

/** A style of one label's records: a linear model by fold. */
export interface LabelStyleFit {
  readonly outcome: number;
  readonly models: readonly LinearWeights[];
  readonly groups: readonly StyleGroup[];
  /** How many beginnings were tried, of which this is the strongest. */
  readonly tried: number;
  /** Numbers of the elements that weigh most, the heaviest first. */
  readonly telling: Uint32Array;
}

export interface LabelStyleRequest {
  readonly rows: StyleRows;
  readonly model: OutcomeModel;
  readonly outcome: number;
}

/** Shares of a label's records that a planted style may hold: each is tried, and their models averaged. */
const WHOLE = { shares: [0.2, 0.05], rounds: 3 } as const;
/** Enough to see what a beginning leads to. */
const TRIAL = { shares: [0.1], rounds: 2 } as const;
/** How far a record whose content speaks for its label counts as one of its style. */
const CONTENT_SHARE = 0.5;
/** How much the label's other records count as examples of another style. */
const OWN_IMPORTANCE = 0.25;
/** Beginnings that are followed to their end. */
const FOLLOWED = 2;

/**
 * Finds the style that a label is bought with, if there is one. Where the content speaks against a
 * label, it asks what sets apart the records that have it nevertheless: all of them together, and each
 * way of writing among them alone. The beginnings that override most of what the words predict are
 * trained further on the records that look most like them (self-training), always by weights of other
 * folds, and the strongest is kept.
 */
export function fitLabelStyle(
  store: Store,
  { rows, model, outcome }: LabelStyleRequest,
): LabelStyleFit {
  const example = labelExamples(store, rows, outcome);
  const content = scoresOf(
    example,
    rows.content,
    fitByFold(example, { rows: rows.content, targets: example.isOwn }),
  );
  const none = new Uint8Array(model.tokenLimit + store.items.count);
  const whole = restLogOdds(example, rows, { model, outcome, masked: none });
  const judged = (models: readonly LinearWeights[]): JudgedStyle => {
    const scores = scoresOf(example, rows.style, models);
    const order = byScore(example, scores);
    const groups = styleGroups(example, { order, scores }, { whole, masked: whole });
    return { models, scores, order, groups, override: strongestOverride(groups) };
  };
  const train = (first: Float32Array, effort: Effort): JudgedStyle =>
    judged(selfTrained(example, rows.style, { content, first, ...effort }));
  const beginnings = beginningsOf(example, rows, content).map((models) =>
    train(scoresOf(example, rows.style, models), TRIAL),
  );
  const followed = beginnings
    .toSorted(strongestFirst)
    .slice(0, FOLLOWED)
    .map(({ scores }) => train(scores, WHOLE));
  const best = followed.toSorted(strongestFirst)[0] as JudgedStyle;
  const telling = tellingElements(rows, best.models, best.order);
  const masked = restLogOdds(example, rows, {
    model,
    outcome,
    masked: maskOf({ store, elements: rows.elements, tokenLimit: model.tokenLimit }, telling),
  });
  return {
    outcome,
    models: best.models.map(({ weights, bias }) => ({ weights: inSharedMemory(weights), bias })),
    groups: styleGroups(example, best, { whole, masked }),
    tried: beginnings.length,
    telling,
  };
}

interface JudgedStyle {
  readonly models: readonly LinearWeights[];
  readonly scores: Float32Array;
  readonly order: Uint32Array;
  readonly groups: readonly StyleGroup[];
  readonly override: number;
}

function strongestFirst(one: JudgedStyle, other: JudgedStyle): number {
  return other.override - one.override;
}

/** Models of what may be a style, before they are trained further. */
function beginningsOf(
  example: LabelExamples,
  { style }: StyleRows,
  content: Float32Array,
): LinearWeights[][] {
  const against = speakingAgainst(example, content);
  const own = against.filter((row) => example.isOwn[row] === 1);
  const together = fitByFold(example, { rows: style, members: against, targets: example.isOwn });
  const alone = styleSeeds(style, own, example.members).map((seed) =>
    fitByFold(example, { rows: style, ...standingOut(example, seed) }),
  );
  return [together, ...alone];
}

/** Rows as examples of a style, the label's other rows as weak examples of none. */
function standingOut(
  { isOwn }: LabelExamples,
  chosen: Uint32Array,
): { targets: Uint8Array; importance: Float32Array } {
  const targets = new Uint8Array(isOwn.length);
  for (const row of chosen) targets[row] = 1;
  const importance = Float32Array.from(isOwn, (mine, row) =>
    mine === 1 && targets[row] === 0 ? OWN_IMPORTANCE : 1,
  );
  return { targets, importance };
}

interface Effort {
  readonly shares: readonly number[];
  readonly rounds: number;
}

interface SelfTraining extends Effort {
  readonly content: Float32Array;
  readonly first: Float32Array;
}

function selfTrained(
  example: LabelExamples,
  style: WeightedRows,
  { content, first, shares, rounds }: SelfTraining,
): LinearWeights[] {
  const own = example.members.filter((row) => example.isOwn[row] === 1);
  const ends = shares.map((share) => {
    let scores = first;
    let models: LinearWeights[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const likely = (row: number): number =>
        (scores[row] as number) - CONTENT_SHARE * (content[row] as number);
      const chosen = own
        .toSorted((a, b) => likely(b) - likely(a) || a - b)
        .subarray(0, Math.ceil(share * own.length));
      models = fitByFold(example, { rows: style, ...standingOut(example, chosen) });
      scores = scoresOf(example, style, models);
    }
    return { models, scale: scaleOf(scores, example.members) };
  });
  return Array.from({ length: FOLDS }, (_, fold) =>
    averaged(ends.map(({ models, scale }) => ({ model: models[fold] as LinearWeights, scale }))),
  );
}

interface Scale {
  readonly mean: number;
  readonly deviation: number;
}

function scaleOf(scores: Float32Array, members: Uint32Array): Scale {
  let [sum, squares] = [0, 0];
  for (const row of members) {
    sum += scores[row] as number;
    squares += (scores[row] as number) ** 2;
  }
  const mean = sum / members.length;
  return { mean, deviation: Math.sqrt(Math.max(1e-12, squares / members.length - mean * mean)) };
}

/** Models as one, each in standard deviations of its scores. */
function averaged(
  models: readonly { readonly model: LinearWeights; readonly scale: Scale }[],
): LinearWeights {
  const weights = new Float32Array(models[0]?.model.weights.length ?? 0);
  let bias = 0;
  for (const { model, scale } of models) {
    const factor = 1 / (models.length * scale.deviation);
    for (let at = 0; at < weights.length; at += 1)
      weights[at] = (weights[at] as number) + factor * (model.weights[at] as number);
    bias += factor * (model.bias - scale.mean);
  }
  return { weights, bias };
}

function inSharedMemory(weights: Float32Array): Float32Array {
  const copy = new Float32Array(new SharedArrayBuffer(weights.byteLength));
  copy.set(weights);
  return copy;
}
