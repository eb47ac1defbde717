import { visibleText } from '../core/visible-text.ts';
import type { Finding } from '../findings/finding.ts';
import type { CheckRun, ScanReport } from '../findings/scan-report.ts';
import { figureText, nameText, sentence } from './finding-words.ts';
import { counted, countText, durationText } from './number-text.ts';
import { describePattern } from './pattern-text.ts';
import { redactReport } from './redacted.ts';
import { shortened } from './shortened.ts';
import { addFinding } from './terminal/finding-lines.ts';
import { Page } from './terminal/page.ts';
import { piece } from './terminal/styled-text.ts';
import { VERDICT_SIGNS } from './terminal/verdict-signs.ts';
import { verdictWords } from './verdict-words.ts';

const MOST_FINDINGS = 10;
const MOST_QUALITY = 6;
const LONGEST_COLUMN = 40;
const LONGEST_REASON = 120;

export interface TerminalOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Show no data text, only positions and patterns. */
  readonly redact: boolean;
  /** Where the whole report was written, to be named at the end. */
  readonly htmlPath?: string;
}

/**
 * A report for a terminal: the verdict, the strongest findings with an example each, data quality,
 * and what was not looked at. Text of the data is printed with everything unseen made visible.
 */
export function renderTerminal(report: ScanReport, options: TerminalOptions): string {
  const shown = options.redact ? redactReport(report) : report;
  const page = new Page(options);
  addVerdict(page, shown);
  if (shown.findings.length > 0) addFindings(page, shown.findings);
  if (shown.quality.length > 0) addQuality(page, shown.quality);
  addChecks(page, shown.checks);
  addUnseen(page, shown);
  addWhereabouts(page, shown, options.htmlPath);
  return page.toString();
}

function addVerdict(page: Page, report: ScanReport): void {
  const { sign, style } = VERDICT_SIGNS[report.verdict];
  const { headline, explanation } = verdictWords(report);
  page.blank();
  page.paragraph([piece(sign, style), piece(`  ${headline}`, 'strong')]);
  page.blank();
  page.paragraph(explanation);
  for (const rule of report.rules) {
    page.hanging([piece('· ', 'faint')], [piece(sentence(rule.reason), 'faint')]);
  }
  page.blank();
  page.paragraph([piece(datasetLine(report), 'faint')]);
  addRoles(page, report);
}

/** Which column was taken for what, and why: a scan of the wrong column proves nothing. */
function addRoles(page: Page, { dataset }: ScanReport): void {
  const telling = dataset.roles.filter(({ role }) => role !== 'field' && role !== 'ignored');
  for (const { column, role, reason } of telling) {
    const lead = piece(
      `${shortened(visibleText(role), LONGEST_COLUMN)}: ${shortened(visibleText(column), LONGEST_COLUMN)}`,
    );
    page.hanging(
      [piece('· ', 'faint')],
      [lead, piece(`  ${shortened(visibleText(reason), LONGEST_REASON)}`, 'faint')],
    );
  }
  const { probabilities } = dataset;
  if (probabilities !== undefined) {
    const { file, digest } = probabilities;
    page.hanging(
      [piece('· ', 'faint')],
      [
        piece(`probabilities: ${nameText(file)}`),
        piece(
          `  ${digest.slice(0, 'sha256:'.length + 12)}, in place of a model of its own`,
          'faint',
        ),
      ],
    );
  }
  const fields = dataset.roles.filter(({ role }) => role === 'field').length;
  if (fields > 0)
    page.hanging([piece('· ', 'faint')], [piece(`and ${counted(fields, 'field')}`, 'faint')]);
}

function datasetLine(report: ScanReport): string {
  const { dataset, seconds } = report;
  const facts = [nameText(dataset.name), counted(dataset.records, 'record')];
  if (dataset.labelCount > 0) facts.push(counted(dataset.labelCount, 'label'));
  if (dataset.baseline !== null) facts.push(`against ${nameText(dataset.baseline.name)}`);
  facts.push(durationText(seconds), dataset.digest.slice(0, 'sha256:'.length + 12));
  return facts.join(' · ');
}

function addFindings(page: Page, findings: readonly Finding[]): void {
  page.heading('Findings');
  for (const [index, finding] of findings.slice(0, MOST_FINDINGS).entries()) {
    if (index > 0) page.blank();
    addFinding(page, finding, index + 1);
  }
  const more = findings.length - MOST_FINDINGS;
  if (more > 0) {
    page.blank();
    page.paragraph([piece(`${countText(more)} more in the report`, 'strong')], 4);
  }
}

function addQuality(page: Page, quality: readonly Finding[]): void {
  page.heading('Data quality');
  for (const finding of quality.slice(0, MOST_QUALITY)) {
    page.hanging(
      [piece('· ', 'faint')],
      [
        piece(describePattern(finding.pattern)),
        piece(`  ${counted(finding.records.total, 'record')}`, 'faint'),
      ],
    );
  }
  const more = quality.length - MOST_QUALITY;
  if (more > 0) page.paragraph([piece(`${countText(more)} more in the report`, 'faint')], 2);
}

/** What was looked at, and the smallest attack that each look would show. */
function addChecks(page: Page, checks: readonly CheckRun[]): void {
  const ran = checks.filter(({ state }) => state === 'ran');
  if (ran.length === 0) return;
  page.heading('Looked at, and what each would miss');
  for (const { title, tried, misses, figures = [] } of ran) {
    const scope = tried === null ? '' : ` (${countText(tried)} tried)`;
    page.hanging(
      [piece('✓ ', 'good')],
      [
        piece(sentence(title)),
        piece(scope, 'faint'),
        piece(misses === '' ? '' : `: ${sentence(misses)}`, 'faint'),
      ],
    );
    for (const figure of figures)
      page.hanging([piece('  · ', 'faint')], [piece(figureText(figure))]);
  }
}

function addUnseen(page: Page, report: ScanReport): void {
  const { dataset, limits } = report;
  const missed = report.checks.filter(({ state }) => state !== 'ran');
  const unread = dataset.badRowCount > 0 || dataset.sampled !== null;
  if (missed.length === 0 && limits.length === 0 && !unread) return;
  page.heading('Not looked at');
  if (dataset.sampled !== null) {
    page.hanging(
      [piece('! ', 'warning')],
      [piece(`Only a part was read: ${sentence(dataset.sampled)}`)],
    );
  }
  if (dataset.badRowCount > 0) addBadRows(page, report);
  for (const { title, state, note } of missed) {
    const sign = state === 'not-run' ? piece('! ', 'warning') : piece('– ', 'faint');
    page.hanging([sign], [piece(sentence(title)), piece(`: ${sentence(note)}`, 'faint')]);
  }
  for (const limit of limits)
    page.hanging([piece('– ', 'faint')], [piece(sentence(limit), 'faint')]);
}

function addBadRows(page: Page, report: ScanReport): void {
  const { badRows, badRowCount } = report.dataset;
  const first = badRows[0];
  const example =
    first === undefined
      ? ''
      : `, the first at ${nameText(first.file)}:${first.line}: ${sentence(first.reason)}`;
  const rows = `${counted(badRowCount, 'row')} could not be read`;
  page.hanging([piece('! ', 'warning')], [piece(`${rows}${example}`)]);
}

function addWhereabouts(page: Page, report: ScanReport, htmlPath: string | undefined): void {
  const first = report.findings[0];
  page.blank();
  if (htmlPath !== undefined) {
    page.paragraph([piece('Full report  ', 'faint'), piece(visibleText(htmlPath), 'strong')]);
  }
  if (first?.evidence.examples.some(({ position }) => position >= 0) === true) {
    page.paragraph([piece('#n is a record’s position in the data, from 0', 'faint')]);
  }
}
