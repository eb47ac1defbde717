import { FOLDS, type Store } from '../store.ts';
import { sampleDraw } from '../tasks/training-sample.ts';
import { fitBinary, type LinearWeights, logitOf } from './fit-binary.ts';
import type { StyleRows } from './style-rows.ts';
import type { WeightedRows } from './weighted-rows.ts';

/** Records of one label and others, to fit a yes/no model on. */
export interface LabelExamples {
  /** Rows that take part: the label's, and others by a fixed draw. */
  readonly members: Uint32Array;
  /** By row: 1 where it has the label. */
  readonly isOwn: Uint8Array;
  /** By row. */
  readonly folds: Uint8Array;
  /** By fold: the members that are not in it. */
  readonly outside: readonly Uint32Array[];
  /** How many members have the label. */
  readonly own: number;
  /** Added to log-odds, since not all of the others take part. */
  readonly offset: number;
}

const MOST_OWN = 4000;
const OTHERS_PER_OWN = 3;
const LEAST_OTHERS = 600;

export function labelExamples(store: Store, { all }: StyleRows, outcome: number): LabelExamples {
  const isOwn = new Uint8Array(all.records.length);
  const folds = new Uint8Array(all.records.length);
  let labelled = 0;
  all.records.forEach((record, row) => {
    folds[row] = store.folds[record] as number;
    const from = record === 0 ? 0 : (store.labels.ends[record - 1] as number);
    if (store.labels.ids.subarray(from, store.labels.ends[record]).includes(outcome))
      isOwn[row] = 1;
    labelled += isOwn[row] as number;
  });
  const ownShare = Math.min(1, MOST_OWN / labelled);
  const wanted = Math.max(LEAST_OTHERS, OTHERS_PER_OWN * ownShare * labelled);
  const othersShare = Math.min(1, wanted / Math.max(1, all.records.length - labelled));
  const members = Uint32Array.from(isOwn.keys()).filter(
    (row) => sampleDraw(row) < (isOwn[row] === 1 ? ownShare : othersShare),
  );
  return {
    members,
    isOwn,
    folds,
    outside: outsideOf(members, folds),
    own: members.reduce((sum, row) => sum + (isOwn[row] as number), 0),
    offset: Math.log(ownShare / othersShare),
  };
}

function outsideOf(members: Uint32Array, folds: Uint8Array): Uint32Array[] {
  return Array.from({ length: FOLDS }, (_, fold) => members.filter((row) => folds[row] !== fold));
}

export interface FoldedExamples {
  readonly rows: WeightedRows;
  /** Those of the examples that take part; all members where absent. */
  readonly members?: Uint32Array;
  readonly targets: Uint8Array;
  /** By row; 1 where absent. */
  readonly importance?: Float32Array;
}

/** One model for each fold, fitted on the others. */
export function fitByFold(
  example: LabelExamples,
  { rows, members, targets, importance = new Float32Array(targets.length).fill(1) }: FoldedExamples,
): LinearWeights[] {
  const outside = members === undefined ? example.outside : outsideOf(members, example.folds);
  return outside.map((trained) => fitBinary({ rows, members: trained, targets, importance }));
}

/** Logits of the members, each by the model of its own fold, which has not seen it. */
export function scoresOf(
  { members, folds, isOwn }: LabelExamples,
  rows: WeightedRows,
  models: readonly LinearWeights[],
): Float32Array {
  const scores = new Float32Array(isOwn.length);
  for (const row of members)
    scores[row] = logitOf(models[folds[row] as number] as LinearWeights, rows, row);
  return scores;
}

/** Members whose score is below the log-odds of having the label at all. */
export function speakingAgainst(
  { members, own }: LabelExamples,
  content: Float32Array,
): Uint32Array {
  const prior = Math.log(own / Math.max(1, members.length - own));
  return members.filter((row) => (content[row] as number) < prior);
}
