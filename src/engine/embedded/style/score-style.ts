import type { StyleScores } from '../../operations/styles.ts';
import { visitRuns } from '../columns/sequence-column.ts';
import type { Store } from '../store.ts';
import type { LabelStyleFit } from './fit-label-style.ts';
import { type StyleElements, StyleReader } from './style-reader.ts';
import { normOf } from './weighted-rows.ts';

export interface StyleScoreRequest {
  readonly elements: StyleElements;
  /** By element, as of the rows that were fitted on. */
  readonly values: Float32Array;
  readonly fit: Pick<LabelStyleFit, 'outcome' | 'models'>;
}

/** Scores of all records that have the label, also of those that no model was fitted on. */
export function scoreStyle(
  store: Store,
  { elements, values, fit }: StyleScoreRequest,
): StyleScores {
  const { labels, folds, tokens } = store;
  const records = labels.counts[fit.outcome] as number;
  const positions = new Uint32Array(records);
  const scores = new Float32Array(records);
  const reader = new StyleReader(store, elements);
  let found = 0;
  visitRuns(tokens, (run) => {
    const { record } = run;
    const from = record === 0 ? 0 : (labels.ends[record - 1] as number);
    let isOwn = false;
    for (let at = from; at < (labels.ends[record] as number); at += 1)
      isOwn ||= labels.ids[at] === fit.outcome;
    const model = fit.models[folds[record] as number];
    if (!isOwn || model === undefined) return;
    reader.read(run);
    let [sum, squares] = [0, 0];
    for (let at = 0; at < reader.count; at += 1) {
      const element = reader.list[at] as number;
      const value = values[element] as number;
      sum += value * (model.weights[element] as number);
      squares += value ** 2;
    }
    positions[found] = record;
    scores[found] = model.bias + Math.fround(normOf(squares)) * sum;
    found += 1;
  });
  return { positions: positions.subarray(0, found), scores: scores.subarray(0, found) };
}
