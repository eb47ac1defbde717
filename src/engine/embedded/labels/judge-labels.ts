import { findLabelIssues } from '../../../numerics/confident-learning/find-label-issues.ts';
import { labelQuality } from '../../../numerics/confident-learning/label-quality.ts';
import type { LabelledProbabilities } from '../../../numerics/confident-learning/labelled-probabilities.ts';
import { surveyRows } from '../../../numerics/confident-learning/survey-rows.ts';
import type { LabelJudge, LabelJudgement } from '../../operations/labels.ts';
import type { OriginColumn } from '../columns/origin-column.ts';
import { visitRuns } from '../columns/sequence-column.ts';
import type { GivenProbabilities } from '../given/given-probabilities.ts';
import type { Store } from '../store.ts';
import { softmax } from '../tasks/fit-outcome-model.ts';
import { ActiveFeatures, type OutcomeModel, outOfFoldLogits } from '../tasks/outcome-model.ts';
import { sampleDraw } from '../tasks/training-sample.ts';
import { agreementBy } from './agreement-by.ts';
import { flipsOf } from './flips-of.ts';
import type { JudgedProbabilities } from './judged-probabilities.ts';
import { type JudgedRecords, judgedRecords } from './judged-records.ts';

/** Probabilities that are held at once. */
const MOST_CELLS = 48_000_000;

export interface JudgeRequest {
  readonly by: OutcomeModel | GivenProbabilities;
  readonly origins: readonly OriginColumn[];
}

export interface JudgedLabels {
  readonly judgement: LabelJudgement;
  /** For what else is asked of the same predictions. */
  readonly rows: JudgedRecords;
}

/**
 * Confident learning (Northcutt et al. 2021) on out-of-fold or given probabilities, and who disagrees with
 * them more often than the mix of predictions of their records explains.
 */
export function judgeLabels(store: Store, { by, origins }: JudgeRequest): JudgedLabels {
  const { positions, data, labels } = 'data' in by ? by : probabilitiesOf(store, by);
  const judge: LabelJudge = 'data' in by ? by.judge : { kind: 'out-of-fold' };
  if (positions.length === 0) {
    const quality = new Float32Array(0);
    return {
      judgement: { judge, positions, quality, issues: positions, flips: [], columns: [] },
      rows: judgedRecords({ positions, data, labels }, quality),
    };
  }
  const survey = surveyRows(data);
  const issues = findLabelIssues(survey, 'prune_by_noise_rate');
  const predicted = likeliest(data);
  return {
    judgement: {
      judge,
      positions,
      quality: Float32Array.from(labelQuality(data, { score: 'normalized_margin' })),
      issues: Uint32Array.from(issues, (row) => positions[row] as number),
      flips: flipsOf(issues, { data, predicted, labels }),
      columns: origins.map((origin) => agreementBy(origin, { positions, data, predicted, labels })),
    },
    rows: judgedRecords({ positions, data, labels }, survey.thresholds),
  };
}

/** Of records with one label, or a fixed sample of them: probabilities of all labels out of fold. */
function probabilitiesOf(store: Store, model: OutcomeModel): JudgedProbabilities {
  const classes = model.labels;
  const share = MOST_CELLS / Math.max(1, store.records * classes);
  const positions: number[] = [];
  const { ends, ids } = store.labels;
  for (let record = 0; record < store.records; record += 1) {
    const from = record === 0 ? 0 : (ends[record - 1] as number);
    if (ends[record] === from + 1 && (share >= 1 || sampleDraw(record) < share))
      positions.push(record);
  }
  const rows = positions.length;
  const values = new Float32Array(rows * classes);
  const labels = new Int32Array(rows);
  const active = new ActiveFeatures(store, model.tokenLimit);
  const logits = new Float64Array(classes);
  let row = 0;
  visitRuns(store.tokens, (run) => {
    if (positions[row] !== run.record) return;
    active.collect(run);
    outOfFoldLogits({ model, fold: store.folds[run.record] as number }, active, logits);
    for (let label = 0; label < classes; label += 1)
      logits[label] = (logits[label] as number) / model.temperature;
    softmax(logits);
    values.set(logits, row * classes);
    labels[row] = ids[(ends[run.record] as number) - 1] as number;
    row += 1;
  });
  return {
    positions: Uint32Array.from(positions),
    data: { rows, classes, values, labels },
    labels: store.labels.texts,
  };
}

function likeliest({ rows, classes, values }: LabelledProbabilities): Int32Array {
  const predicted = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    let best = 0;
    for (let label = 1; label < classes; label += 1) {
      if ((values[row * classes + label] as number) > (values[row * classes + best] as number))
        best = label;
    }
    predicted[row] = best;
  }
  return predicted;
}
