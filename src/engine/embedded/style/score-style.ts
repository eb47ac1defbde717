import type { StyleScores } from '../../operations.ts';
import { visitRuns } from '../columns/sequence-column.ts';
import type { Store } from '../store.ts';
import { ActiveFeatures, type OutcomeModel, outOfFoldLogits } from '../tasks/outcome-model.ts';
import type { LabelStyleFit } from './fit-label-style.ts';
import { logOddsOf } from './outcome-log-odds.ts';
import { type StyleElements, StyleReader } from './style-reader.ts';
import { normOf } from './weighted-rows.ts';

export interface StyleScoreRequest {
  readonly elements: StyleElements;
  /** By element. */
  readonly values: Float32Array;
  readonly model: OutcomeModel;
  readonly fit: Pick<LabelStyleFit, 'outcome' | 'models'>;
}

/** Scores of all records that have the label, also of those that no model was fitted on. */
export function scoreStyle(
  store: Store,
  { elements, values, model, fit }: StyleScoreRequest,
): StyleScores {
  const { outcome, models } = fit;
  const records = store.labels.counts[outcome] as number;
  const positions = new Uint32Array(records);
  const style = new Float32Array(records);
  const rest = new Float32Array(records);
  const reader = new StyleReader(store, elements);
  const active = new ActiveFeatures(store, model.tokenLimit);
  const logits = new Float64Array(model.labels);
  let found = 0;
  visitRuns(store.tokens, (run) => {
    const { record } = run;
    const from = record === 0 ? 0 : (store.labels.ends[record - 1] as number);
    let isOwn = false;
    for (let at = from; at < (store.labels.ends[record] as number); at += 1)
      isOwn ||= store.labels.ids[at] === outcome;
    if (!isOwn) return;
    const fold = store.folds[record] as number;
    const weights = models[fold]?.weights ?? new Float32Array(0);
    reader.read(run);
    const shown = reader.list.subarray(0, reader.count);
    const sum = shown.reduce(
      (so, element) => so + (values[element] as number) * (weights[element] as number),
      0,
    );
    active.collect(run);
    outOfFoldLogits({ model, fold }, active, logits);
    positions[found] = record;
    style[found] = (models[fold]?.bias ?? 0) + normOf(shown, values) * sum;
    rest[found] = logOddsOf(logits, outcome, model.temperature);
    found += 1;
  });
  return {
    positions: positions.subarray(0, found),
    style: style.subarray(0, found),
    rest: rest.subarray(0, found),
  };
}
