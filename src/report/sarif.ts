import type { Finding } from '../findings/finding.ts';
import type { CheckRun, ScanReport } from '../findings/scan-report.ts';
import { attackWords, certaintyOf, sentence } from './finding-words.ts';
import { counted } from './number-text.ts';
import { describePattern } from './pattern-text.ts';
import { redactReport } from './redacted.ts';
import { sarifArtifacts, sarifLocations } from './sarif-locations.ts';
import { verdictWords } from './verdict-words.ts';
import { visibleJson } from './visible-json.ts';

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * A report as a SARIF 2.1.0 log (OASIS Standard): one result a finding, one rule a check, kept
 * decisions as suppressions, checks that should have run and did not as notifications.
 */
export function renderSarif(report: ScanReport, options: { readonly redact: boolean }): string {
  const shown = options.redact ? redactReport(report) : report;
  return visibleJson({
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driver(shown) },
        invocations: [invocation(shown)],
        artifacts: sarifArtifacts(shown.dataset),
        columnKind: 'utf16CodeUnits',
        results: [...shown.findings, ...shown.quality].map((finding) => result(finding, shown)),
        properties: {
          verdict: shown.verdict,
          ladder: shown.ladder,
          rules: shown.rules,
          records: shown.dataset.records,
          flaggedRecords: shown.flaggedRecords,
          datasetDigest: shown.dataset.digest,
        },
      },
    ],
  });
}

function driver(report: ScanReport): object {
  return {
    name: 'Credence',
    version: report.program.version,
    semanticVersion: report.program.version,
    shortDescription: { text: 'Screens training data for planted poison.' },
    rules: rules(report),
  };
}

/** One rule a check that the scan knows, and one for any other check that a finding names. */
function rules(report: ScanReport): readonly object[] {
  const known = new Set(report.checks.map(({ id }) => id));
  const others = [...report.findings, ...report.quality]
    .map(({ check }) => check.id)
    .filter((id) => !known.has(id));
  return [
    ...report.checks.map(rule),
    ...[...new Set(others)].map((id) => ({ id, name: sentence(id) })),
  ];
}

function rule(check: CheckRun): object {
  const misses = check.misses === '' ? '' : ` What it would miss: ${sentence(check.misses)}`;
  return {
    id: check.id,
    name: sentence(check.title),
    shortDescription: { text: sentence(check.title) },
    help: { text: `${sentence(check.title)}.${misses}` },
    properties: { version: check.version, state: check.state, tried: check.tried },
  };
}

function result(finding: Finding, report: ScanReport): object {
  const { fingerprint, decision, records } = finding;
  const certainty = certaintyOf(finding.evidence);
  return {
    ruleId: finding.check.id,
    level: levelOf(finding),
    message: {
      text: `${sentence(finding.summary)} (${describePattern(finding.pattern)}; ${counted(records.total, 'record')}; ${certainty.words}, ${certainty.figures})`,
    },
    locations: sarifLocations(finding, report.dataset),
    partialFingerprints: { 'credencePattern/v1': fingerprint },
    ...(decision === null ? {} : { suppressions: [suppression(decision)] }),
    properties: {
      id: finding.id,
      ladder: finding.ladder,
      severity: finding.severity,
      attackClass: finding.attackClass,
      ...(finding.attackClass === null ? {} : { tags: [attackWords(finding.attackClass)] }),
      pattern: finding.pattern,
      outcome: finding.outcome,
      records: records.total,
      qValue: finding.evidence.qValue,
      pValue: finding.evidence.pValue,
      effect: finding.evidence.effect,
      grounds: finding.grounds,
      counterEvidence: finding.counterEvidence,
      suggestedAction: finding.suggestedAction,
      references: finding.references,
    },
  };
}

/** The ladder decides; below suspicion, severity tells a warning from a note. */
function levelOf(finding: Finding): 'error' | 'warning' | 'note' {
  switch (finding.ladder) {
    case 'confirmed-poisoning':
    case 'suspected-poisoning':
      return 'error';
    case 'drift':
      return 'warning';
    case 'quality-issue':
      return finding.severity === 'high' || finding.severity === 'critical' ? 'warning' : 'note';
  }
}

function suppression(decision: NonNullable<Finding['decision']>): object {
  return {
    kind: 'external',
    status: 'accepted',
    justification: sentence(decision.reason),
    properties: { by: decision.by, expires: decision.expires },
  };
}

function invocation(report: ScanReport): object {
  const started = new Date(report.started);
  const known = !Number.isNaN(started.getTime());
  const notRun = report.checks.filter(({ state }) => state === 'not-run');
  return {
    executionSuccessful: notRun.length === 0 && report.dataset.badRowCount === 0,
    ...(known && {
      startTimeUtc: started.toISOString(),
      endTimeUtc: new Date(started.getTime() + report.seconds * 1000).toISOString(),
    }),
    exitCodeDescription: verdictWords(report).headline,
    toolExecutionNotifications: [
      ...notRun.map((check) =>
        notification('error', `Not run: ${check.title}: ${check.note}`, check),
      ),
      ...report.dataset.badRows.map(({ file, line, reason }) =>
        notification('warning', `Unreadable row: ${file}, line ${line}: ${reason}`),
      ),
      ...report.limits.map((limit) => notification('note', limit)),
    ],
  };
}

function notification(level: 'error' | 'warning' | 'note', text: string, about?: CheckRun): object {
  return {
    level,
    message: { text: sentence(text) },
    ...(about !== undefined && { associatedRule: { id: about.id } }),
  };
}
