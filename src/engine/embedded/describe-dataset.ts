import type { DatasetDescription } from '../operations.ts';
import type { Ingested } from './ingest/ingest-source.ts';
import type { IngestPlan } from './ingest/plan.ts';
import { datasetDigest } from './record-digests.ts';
import { MOST_OUTCOMES, type Store } from './store.ts';

export interface DescribeInput {
  readonly name: string;
  readonly plan: IngestPlan;
  readonly store: Store;
  readonly ingested: Ingested;
  readonly digests: Uint8Array;
}

const LEAST_RECORDS_PER_LABEL = 3;

export function describeDataset({
  name,
  plan,
  store,
  ingested,
  digests,
}: DescribeInput): DatasetDescription {
  const spaceless = ingested.batches.reduce(
    (sum, batch) => sum + batch.spaceless.reduce((count, value) => count + value, 0),
    0,
  );
  const tokens = ingested.batches.reduce((sum, { tokenEnds }) => sum + (tokenEnds.at(-1) ?? 0), 0);
  return {
    name,
    digest: datasetDigest(digests),
    records: store.records,
    hasText: plan.texts.length > 0,
    labels: store.labels.texts,
    labelCounts: [...store.labels.counts],
    labelProblem: labelProblem(plan, store),
    fields: plan.fields.map((field) => field.name),
    origins: plan.origins.map((origin) => origin.name),
    spacelessShare: spaceless / store.records,
    meanTokens: tokens / store.records,
  };
}

function labelProblem(plan: IngestPlan, store: Store): string | null {
  const labels = store.labels.texts.length;
  if (plan.labels.length === 0) return 'there is no label column';
  if (labels === 0) return 'the label column is empty';
  if (labels === 1) return 'every record has the same label';
  if (labels > MOST_OUTCOMES)
    return `the label column has ${labels} different values, more than ${MOST_OUTCOMES}`;
  if (labels * LEAST_RECORDS_PER_LABEL > store.records)
    return `the label column has ${labels} different values in ${store.records} records`;
  return null;
}
