import { visibleText } from '../core/visible-text.ts';
import { type OpenedEngine, openEmbeddedEngine } from '../engine/embedded/open-embedded-engine.ts';
import type { Engine } from '../engine/operations/engine.ts';
import { readKnownAnswers } from '../engine/reading/known-answers/read-known-answers.ts';
import { type DataSource, openSource } from '../engine/reading/open-source.ts';
import type { ProbabilitiesFile } from '../engine/reading/probabilities/read-probabilities.ts';
import { throwIfCancelled } from '../engine/reading/read-context.ts';
import type { Finding } from '../findings/finding.ts';
import { ladderRank } from '../findings/ladder.ts';
import { program } from '../findings/program.ts';
import type { ScanReport } from '../findings/scan-report.ts';
import { detectors } from './detectors.ts';
import { readGivenProbabilities } from './given-probabilities.ts';
import { type FoundPattern, type RecordRisk, recordRisk } from './record-risk.ts';
import { runDetectors } from './run-detectors.ts';
import type { ScanRequest } from './scan-request.ts';
import { openScratch } from './scratch.ts';
import { summariseDataset } from './summarise-dataset.ts';
import { ofBaseline, requireBaselineRequest, requireTrusted } from './trusted-baseline.ts';
import { decideVerdict } from './verdict.ts';

export interface ScanOutcome {
  readonly report: ScanReport;
  readonly scores: RecordRisk;
}

const DEFAULT_MEMORY = 2 * 2 ** 30;
const SCRATCH_QUOTA = 64 * 2 ** 30;

/**
 * Scans a dataset for planted poison: reads it, runs every detector, and reports what was found,
 * how sure that is, and what was not looked at.
 *
 * @throws CredenceError when the data cannot be read at all. Everything less is in the report.
 */
export async function scan(request: ScanRequest): Promise<ScanOutcome> {
  throwIfCancelled(request.signal);
  requireBaselineRequest(request);
  const started = new Date();
  const scratch = await openScratch();
  const open: { close(): Promise<void> }[] = [];
  try {
    const deadline =
      request.timeLimit === undefined ? undefined : performance.now() + request.timeLimit * 1000;
    const probabilities = await readGivenProbabilities(request, scratch.path);
    const { source, engine, positions, stoppedEarly } = await openData(request, request.paths, {
      scratch: scratch.path,
      deadline,
      probabilities,
      open,
    });
    const baseline =
      request.baseline === undefined
        ? null
        : await openData(request, request.baseline, {
            scratch: scratch.path,
            deadline: undefined,
            probabilities: undefined,
            open,
          }).catch((error: unknown) => Promise.reject(ofBaseline(error)));
    if (baseline !== null) requireTrusted(baseline.engine.dataset, request.baselineDigest);
    const { knownAnswers: answers, roles = {}, signal } = request;
    const knownAnswers =
      answers === undefined
        ? undefined
        : await readKnownAnswers({
            path: answers,
            roles,
            scratch: scratch.path,
            ...(signal === undefined ? {} : { signal }),
          });
    const runs = await runDetectors(
      {
        engine,
        baseline: baseline?.engine ?? null,
        policy: { contributorCap: request.contributorCap ?? null },
        groups: request.groups,
        knownAnswers,
      },
      { decisions: request.decisions ?? [], today: started.toISOString().slice(0, 10) },
    );
    const dataset = summariseDataset({ source, engine, baseline, probabilities, stoppedEarly });
    const all = runs.flatMap(({ found }) => found);
    const shown = all.flatMap(({ finding }) => (finding === null ? [] : [finding]));
    const quality = new Set(
      detectors.filter(({ section }) => section === 'quality').map(({ id }) => id),
    );
    const checks = runs.map(({ check }) => check);
    const verdict = decideVerdict({
      findings: shown,
      checks,
      dataset,
      maximumBadRows: request.maximumBadRows ?? 0,
      failOn: request.failOn ?? 'suspected-poisoning',
      stoppedEarly,
    });
    const scores = recordRisk(positions, all);
    const report: ScanReport = {
      schemaVersion: 1,
      ...verdict,
      dataset,
      findings: strongestFirst(all).filter(({ check }) => !quality.has(check.id)),
      quality: strongestFirst(all).filter(({ check }) => quality.has(check.id)),
      checks,
      limits: limitsOf(engine),
      flaggedRecords: scores.flagged.reduce((sum, flag) => sum + flag, 0),
      program: program(),
      started: started.toISOString(),
      seconds: (Date.now() - started.getTime()) / 1000,
    };
    return { report, scores };
  } finally {
    try {
      for (const one of open) await one.close();
    } finally {
      await scratch.remove();
    }
  }
}

interface OpenOptions {
  readonly scratch: string;
  readonly deadline: number | undefined;
  readonly probabilities: ProbabilitiesFile | undefined;
  /** Takes what must be closed, whatever happens next. */
  readonly open: { close(): Promise<void> }[];
}

interface OpenedData extends OpenedEngine {
  readonly source: DataSource;
}

async function openData(
  request: ScanRequest,
  paths: readonly string[],
  { scratch, deadline, probabilities, open }: OpenOptions,
): Promise<OpenedData> {
  const source = await openSource({
    paths,
    roles: request.roles ?? {},
    maximumBadRows: request.maximumBadRows ?? 0,
    scratch,
    scratchQuota: SCRATCH_QUOTA,
    deletedRows: request.deletedRows,
    ...(request.stdin === undefined ? {} : { stdin: request.stdin }),
    ...(request.format === undefined ? {} : { format: request.format }),
    ...(request.header === undefined ? {} : { header: request.header }),
    ...(request.sample === undefined ? {} : { sample: request.sample }),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
  open.unshift(source);
  const memory = request.memory ?? DEFAULT_MEMORY;
  const opened = await openEmbeddedEngine({
    source,
    scratch,
    memory,
    probabilities,
    signal: request.signal,
    deadline,
    progress: request.progress,
  });
  open.unshift(opened.engine);
  return { source, ...opened };
}

function strongestFirst(found: readonly FoundPattern[]): Finding[] {
  return found
    .flatMap(({ suspicion, finding }) =>
      finding === null ? [] : [{ finding, strength: suspicion.strength }],
    )
    .sort(
      (a, b) =>
        ladderRank(b.finding.ladder) - ladderRank(a.finding.ladder) || b.strength - a.strength,
    )
    .map(({ finding }) => finding);
}

function limitsOf({ dataset }: Engine): string[] {
  const spaceless =
    dataset.spacelessShare > 0.05
      ? [
          'Texts in scripts without spaces were cut into single characters; their patterns are runs of 1 to 5 characters.',
        ]
      : [];
  const unlooked = dataset.unlooked.map(
    (column) =>
      `The values of “${visibleText(column)}” were not looked at: more than 500,000 of them differ.`,
  );
  return [
    ...spaceless,
    ...unlooked,
    ...dataset.timeNotes,
    'A scan sees what is in the data. It does not see how a model behaves: test that before promotion.',
  ];
}
