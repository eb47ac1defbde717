import type { Finding } from '../findings/finding.ts';
import type { LadderStep } from '../findings/ladder.ts';
import { ladderRank } from '../findings/ladder.ts';
import type { CheckRun, ScanReport } from '../findings/scan-report.ts';
import { certaintyOf, isOpen, ladderWords, sentence } from './finding-words.ts';
import { counted } from './number-text.ts';
import { describePattern } from './pattern-text.ts';
import { redactReport } from './redacted.ts';
import { escapeXml } from './xml-text.ts';

export interface JUnitOptions {
  readonly redact: boolean;
  /** The step of the ladder from which a finding fails its check; `suspected-poisoning` by default. */
  readonly failOn?: LadderStep | 'never';
}

/**
 * A report in the JUnit XML that CI servers read: one test case a check. Findings at the fail
 * level are failures, a check that could not apply is skipped, one that should have run and did
 * not is an error.
 */
export function renderJUnit(report: ScanReport, options: JUnitOptions): string {
  const shown = options.redact ? redactReport(report) : report;
  const failOn = options.failOn ?? 'suspected-poisoning';
  const cases = shown.checks.map((check) => testCase(check, failuresOf(check, shown, failOn)));
  const failed = cases.filter(({ outcome }) => outcome === 'failure').length;
  const errors = cases.filter(({ outcome }) => outcome === 'error').length;
  const skipped = cases.filter(({ outcome }) => outcome === 'skipped').length;
  const totals = `tests="${cases.length}" failures="${failed}" errors="${errors}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="credence" ${totals} time="${shown.seconds.toFixed(3)}">`,
    `  <testsuite name="${escapeXml(`credence scan ${shown.dataset.name}`)}" ${totals} skipped="${skipped}" timestamp="${escapeXml(shown.started)}" time="${shown.seconds.toFixed(3)}">`,
    ...properties(shown),
    ...cases.map(({ xml }) => xml),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

interface TestCase {
  readonly outcome: 'success' | 'failure' | 'error' | 'skipped';
  readonly xml: string;
}

function testCase(check: CheckRun, failures: readonly Finding[]): TestCase {
  const name = `name="${escapeXml(check.title)}" classname="${escapeXml(`credence.${check.id}`)}"`;
  const { outcome, inner } = outcomeOf(check, failures);
  const lines = [`    <testcase ${name} time="0">`, ...inner];
  if (check.misses !== '') {
    lines.push(`      <system-out>${escapeXml(`Would miss: ${check.misses}`)}</system-out>`);
  }
  lines.push('    </testcase>');
  return { outcome, xml: lines.join('\n') };
}

function outcomeOf(
  check: CheckRun,
  failures: readonly Finding[],
): { outcome: TestCase['outcome']; inner: readonly string[] } {
  if (check.state === 'not-applicable') {
    return { outcome: 'skipped', inner: [`      <skipped message="${escapeXml(check.note)}"/>`] };
  }
  if (check.state === 'not-run') {
    return {
      outcome: 'error',
      inner: [`      <error type="not-run" message="${escapeXml(check.note)}"/>`],
    };
  }
  return {
    outcome: failures.length === 0 ? 'success' : 'failure',
    inner: failures.map(failure),
  };
}

function failure(finding: Finding): string {
  const message = `${describePattern(finding.pattern)}: ${counted(finding.records.total, 'record')}`;
  const certainty = certaintyOf(finding.evidence);
  const body = [
    sentence(finding.summary),
    `${finding.id}, ${ladderWords(finding.ladder)}, ${certainty.words} (${certainty.figures})`,
    ...finding.grounds.map((ground) => `- ${sentence(ground)}`),
    `What would change this: ${sentence(finding.counterEvidence)}`,
  ].map(escapeXml);
  return `      <failure type="${escapeXml(finding.ladder)}" message="${escapeXml(message)}">${body.join('\n')}</failure>`;
}

function failuresOf(
  check: CheckRun,
  report: ScanReport,
  failOn: LadderStep | 'never',
): readonly Finding[] {
  if (failOn === 'never') return [];
  return [...report.findings, ...report.quality].filter(
    (finding) =>
      finding.check.id === check.id &&
      isOpen(finding) &&
      ladderRank(finding.ladder) >= ladderRank(failOn),
  );
}

function properties(report: ScanReport): readonly string[] {
  const values = {
    verdict: report.verdict,
    ladder: report.ladder,
    records: String(report.dataset.records),
    flagged: String(report.flaggedRecords),
    dataset: report.dataset.digest,
    program: `${report.program.name} ${report.program.version}`,
  };
  return [
    '    <properties>',
    ...Object.entries(values).map(
      ([name, value]) => `      <property name="${name}" value="${escapeXml(value)}"/>`,
    ),
    '    </properties>',
  ];
}
