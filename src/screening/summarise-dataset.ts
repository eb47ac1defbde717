import type { Engine } from '../engine/operations/engine.ts';
import type { DataSource } from '../engine/reading/open-source.ts';
import type { ProbabilitiesFile } from '../engine/reading/probabilities/read-probabilities.ts';
import type { DatasetSummary, ProbabilitiesSummary } from '../findings/scan-report.ts';

const MOST_LABELS = 100;

export interface SummaryInput {
  readonly source: DataSource;
  readonly engine: Engine;
  readonly baseline: { readonly engine: Engine } | null;
  readonly probabilities: ProbabilitiesFile | undefined;
  readonly stoppedEarly: boolean;
}

/** What was read, by name, digest, role and label. */
export function summariseDataset({
  source,
  engine,
  baseline,
  probabilities,
  stoppedEarly,
}: SummaryInput): DatasetSummary {
  const { dataset } = engine;
  const outcome = source.outcome();
  const labels = (dataset.amount === null ? dataset.labels : [])
    .map((label, at) => ({ label, records: dataset.labelCounts[at] ?? 0 }))
    .sort((a, b) => b.records - a.records);
  return {
    name: source.name,
    digest: dataset.digest,
    files: outcome.files,
    records: dataset.records,
    badRows: outcome.badRows,
    badRowCount: outcome.badRowCount,
    roles: source.roles.map(({ name, role, reason }) => ({ column: name, role, reason })),
    labels: labels.slice(0, MOST_LABELS),
    labelCount: labels.length,
    baseline:
      baseline === null
        ? null
        : {
            name: baseline.engine.dataset.name,
            digest: baseline.engine.dataset.digest,
            records: baseline.engine.dataset.records,
          },
    ...(probabilities === undefined ? {} : { probabilities: summarised(probabilities) }),
    sampled: stoppedEarly
      ? `The time limit ended the reading after ${dataset.records} records.`
      : outcome.sampled,
  };
}

function summarised({ table, digest }: ProbabilitiesFile): ProbabilitiesSummary {
  const { file, classes } = table;
  return { file, digest, classes };
}
