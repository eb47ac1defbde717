import type { ModelFileReport, ModelScanReport } from '../../findings/model-file-report.ts';
import { sentence } from '../finding-words.ts';
import { escapeXml } from '../xml-text.ts';
import { offsetText, placeText } from './model-words.ts';
import { decidingFinding, placedFindings } from './placed-findings.ts';

const MOST_FINDINGS = 50;

/**
 * A report on model files in the JUnit XML that CI servers read: one test case a file. A file that
 * fails or waits for a person is a failure, one that was not looked at whole an error: neither may
 * be loaded.
 */
export function renderModelJUnit(report: ModelScanReport): string {
  const count = (...verdicts: readonly string[]): number =>
    report.files.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const none = report.files.length === 0;
  const tests = none ? 1 : report.files.length;
  const totals = `tests="${tests}" failures="${count('fail', 'held')}" errors="${none ? 1 : count('inconclusive')}"`;
  const time = `time="${report.seconds.toFixed(3)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="credence" ${totals} ${time}>`,
    `  <testsuite name="credence model scan" ${totals} skipped="0" timestamp="${escapeXml(report.started)}" ${time}>`,
    '    <properties>',
    ...Object.entries({
      verdict: report.verdict,
      policy: report.policy.name,
      policyDigest: report.policy.digest,
      program: `${report.program.name} ${report.program.version}`,
    }).map(([name, value]) => `      <property name="${name}" value="${escapeXml(value)}"/>`),
    '    </properties>',
    ...(none ? [NOTHING_MATCHED] : report.files.map(testCase)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const NOTHING_MATCHED =
  '    <testcase name="files" classname="credence.model-scan" time="0"><error type="nothing-matched" message="There was no file to look at."/></testcase>';

function testCase(file: ModelFileReport): string {
  const name = `name="${escapeXml(file.path)}" classname="${escapeXml(`credence.model.${file.format}`)}"`;
  if (file.verdict === 'pass') return `    <testcase ${name} time="0"/>`;
  const element = file.verdict === 'inconclusive' ? 'error' : 'failure';
  const message = sentence(decidingFinding(file)?.finding.summary ?? file.rule);
  const body = placedFindings(file)
    .slice(0, MOST_FINDINGS)
    .map(({ finding, trail }) =>
      [
        finding.decision,
        finding.rule,
        placeText(file.path, trail),
        offsetText(finding),
        `${sentence(finding.summary)} ${sentence(finding.suggestedAction)}`,
      ]
        .filter((part) => part !== '')
        .join(' · '),
    );
  return [
    `    <testcase ${name} time="0">`,
    `      <${element} type="${escapeXml(file.rule)}" message="${escapeXml(message)}">${body.map(escapeXml).join('\n')}</${element}>`,
    '    </testcase>',
  ].join('\n');
}
