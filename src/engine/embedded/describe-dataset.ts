import type { DatasetDescription } from '../operations/dataset-description.ts';
import { isManner } from './behaviours/behaviour-column.ts';
import { MOST_VALUES } from './ingest/dictionary.ts';
import type { IngestPlan } from './ingest/plan.ts';
import { timeNotes } from './ingest/time-notes.ts';
import { NO_TIMES } from './ingest/time-reader.ts';
import type { ReadSummary } from './read-summary.ts';
import { datasetDigest } from './record-digests.ts';
import { MOST_OUTCOMES, type Store } from './store.ts';

export interface DescribeInput {
  readonly name: string;
  readonly plan: IngestPlan;
  readonly store: Store;
  readonly reading: ReadSummary;
  /** Columns with too many different values to be looked at. */
  readonly unlooked: readonly string[];
  readonly digests: Uint8Array;
}

const LEAST_RECORDS_PER_LABEL = 3;

export function describeDataset({
  name,
  plan,
  store,
  reading,
  unlooked,
  digests,
}: DescribeInput): DatasetDescription {
  const tokens = store.vocabulary.frequency.reduce((sum, count) => sum + count, 0);
  return {
    name,
    digest: datasetDigest(digests),
    records: store.records,
    hasText: plan.hasText,
    labels: store.labels.texts,
    labelCounts: [...store.labels.counts],
    outcomes: plan.taught !== null && plan.labels.length === 0 ? 'behaviours' : 'labels',
    hasPairs: plan.taught !== null && plan.taught.chosen.length * plan.taught.rejected.length > 0,
    manners: store.labels.texts.map(
      (label) => plan.taught !== null && plan.labels.length === 0 && isManner(label),
    ),
    mayHoldCode: plan.taught !== null || plan.holdsCode,
    labelProblem: labelProblem(plan, store),
    severalLabels: hasSeveralLabels(store),
    amount: store.amounts === null ? null : (plan.schema.columns[plan.amount ?? -1]?.name ?? ''),
    textColumns: plan.texts.map((column) => plan.schema.columns[column]?.name ?? ''),
    teaches: plan.taught !== null,
    fields: plan.fields.map((field) => field.name),
    origins: plan.origins.map((origin) => origin.name),
    spacelessShare: reading.spaceless / store.records,
    meanTokens: tokens / store.records,
    timeNotes: plan.origins.flatMap(({ name: column }, at) =>
      timeNotes(column, reading.times[at] ?? NO_TIMES),
    ),
    unlooked,
  };
}

/** Labels beyond those of records that have one, as a part of all labelled records, for labels to be sets. */
const SEVERAL = 0.02;

function hasSeveralLabels({ labels }: Store): boolean {
  let [labelled, start] = [0, 0];
  for (const end of labels.ends) {
    if (end > start) labelled += 1;
    start = end;
  }
  return labels.ids.length - labelled > SEVERAL * labelled;
}

function labelProblem(plan: IngestPlan, store: Store): string | null {
  const labels = store.labels.texts.length;
  if (plan.labels.length === 0 && plan.taught === null) return 'there is no label column';
  if (store.labels.tooMany && store.amounts === null)
    return `the label column has more than ${MOST_VALUES.toLocaleString('en')} different values`;
  if (store.amounts !== null)
    return 'the label column holds amounts, which are judged as targets of a regression';
  if (labels === 0) return 'the label column is empty';
  if (labels === 1)
    return plan.labels.length === 0
      ? 'no two handfuls of responses are alike'
      : 'every record has the same label';
  if (labels > MOST_OUTCOMES)
    return `the label column has ${labels} different values, more than ${MOST_OUTCOMES}`;
  if (labels * LEAST_RECORDS_PER_LABEL > store.records)
    return `the label column has ${labels} different values in ${store.records} records`;
  return null;
}
