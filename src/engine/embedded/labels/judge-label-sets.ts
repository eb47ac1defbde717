import {
  labelSetIssues,
  labelSetQuality,
} from '../../../numerics/confident-learning/label-set-issues.ts';
import type { LabelSetIssues, LabelSetJudgement } from '../../operations/learning.ts';
import { visitRuns } from '../columns/sequence-column.ts';
import type { Store } from '../store.ts';
import { ActiveFeatures, type OutcomeModel, outOfFoldLogits } from '../tasks/outcome-model.ts';
import { sampleDraw } from '../tasks/training-sample.ts';

/** Probabilities that are held at once. */
const MOST_CELLS = 24_000_000;

/** Confident learning on each label against the rest, with a model whose labels are independent. */
export function judgeLabelSets(store: Store, model: OutcomeModel): LabelSetJudgement {
  const { ids, ends, texts } = store.labels;
  const classes = texts.length;
  const share = MOST_CELLS / Math.max(1, store.records * classes);
  const startOf = (record: number): number => (record === 0 ? 0 : (ends[record - 1] as number));
  const positions = Uint32Array.from(ends.keys()).filter(
    (record) => ends[record] !== startOf(record) && (share >= 1 || sampleDraw(record) < share),
  );
  const rows = positions.length;
  const values = new Float32Array(rows * classes);
  const given = new Uint8Array(rows * classes);
  const active = new ActiveFeatures(store, model.tokenLimit);
  const logits = new Float64Array(classes);
  let row = 0;
  visitRuns(store.tokens, (run) => {
    if (positions[row] !== run.record) return;
    active.collect(run);
    outOfFoldLogits({ model, fold: store.folds[run.record] as number }, active, logits);
    for (let label = 0; label < classes; label += 1)
      values[row * classes + label] = 1 / (1 + Math.exp(-(logits[label] as number)));
    for (let at = startOf(run.record); at < (ends[run.record] as number); at += 1)
      given[row * classes + (ids[at] as number)] = 1;
    row += 1;
  });
  const sets = { rows, classes, values, given };
  const labels = labelSetIssues(sets).map((wrong, label): LabelSetIssues => {
    const has = (one: number): boolean => given[one * classes + label] === 1;
    const recordsOf = (some: Uint32Array): Uint32Array =>
      some.map((one) => positions[one] as number);
    return {
      label: texts[label] as string,
      missing: recordsOf(wrong.filter((one) => !has(one))),
      superfluous: recordsOf(wrong.filter(has)),
    };
  });
  const count = ({ missing, superfluous }: LabelSetIssues): number =>
    missing.length + superfluous.length;
  return {
    positions,
    quality: labelSetQuality(sets),
    labels: labels.filter((one) => count(one) > 0).sort((a, b) => count(b) - count(a)),
  };
}
