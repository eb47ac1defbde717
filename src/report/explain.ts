import { CredenceError } from '../core/error.ts';
import type { Evidence, Finding, Plot } from '../findings/finding.ts';
import type { ScanReport } from '../findings/scan-report.ts';
import { excerptOf, MOST_EXAMPLES } from './excerpt.ts';
import { labelText, nameText, sentence } from './finding-words.ts';
import { mixShares } from './mix-shares.ts';
import { counted, countText, shareText, valueText } from './number-text.ts';
import { describePattern } from './pattern-text.ts';
import { redactReport } from './redacted.ts';
import { shortened } from './shortened.ts';
import { decisionPieces, measurePieces, standing, titlePieces } from './terminal/finding-lines.ts';
import { Page } from './terminal/page.ts';
import { piece, quotedPieces } from './terminal/styled-text.ts';

const EXCERPT_WIDTH = 240;
const MOST_IDS = 20;
const MOST_CATEGORIES = 5;

export interface ExplainOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  readonly redact: boolean;
}

/**
 * One finding whole, with its rows, as terminal text.
 *
 * @param wanted the finding's id, or the beginning of its fingerprint (with or without `sha256:`)
 *   where only one finding has it
 * @throws CredenceError `USAGE` for a name that no finding has, or several have; it lists the ids
 */
export function renderFinding(report: ScanReport, wanted: string, options: ExplainOptions): string {
  const shown = options.redact ? redactReport(report) : report;
  const finding = findFinding(shown, wanted);
  const page = new Page(options);
  page.blank();
  page.paragraph(titlePieces(finding));
  page.paragraph(measurePieces(finding));
  page.paragraph([piece(standing(finding), 'faint')]);
  if (finding.decision !== null) page.paragraph(decisionPieces(finding.decision));
  page.blank();
  page.paragraph(sentence(finding.summary));
  addList(page, 'Why it stands there', finding.grounds.map(sentence));
  addList(page, 'What would change this', [sentence(finding.counterEvidence)]);
  addList(page, 'Suggested action', [sentence(finding.suggestedAction)]);
  addList(page, 'Also seen as', finding.alsoSeenAs.map(describePattern));
  addEvidence(page, finding.evidence);
  addExamples(page, finding);
  addRows(page, finding);
  addReferences(page, finding);
  return page.toString();
}

function findFinding(report: ScanReport, wanted: string): Finding {
  const all = [...report.findings, ...report.quality];
  const byId = all.filter(({ id }) => id === wanted);
  const prefix = wanted.startsWith('sha256:') ? wanted : `sha256:${wanted}`;
  const found = byId.length > 0 ? byId : all.filter((f) => f.fingerprint.startsWith(prefix));
  const [only, other] = found;
  if (only !== undefined && other === undefined) return only;
  const ids = (found.length > 0 ? found : all).map(({ id }) => nameText(id));
  const listed = ids.slice(0, MOST_IDS).join(', ');
  const more = ids.length > MOST_IDS ? ` and ${countText(ids.length - MOST_IDS)} more` : '';
  throw new CredenceError(
    'USAGE',
    found.length > 0
      ? `${counted(found.length, 'finding')} match ${nameText(wanted)}.`
      : `The report has no finding ${nameText(wanted)}.`,
    { hint: ids.length === 0 ? 'It has no findings at all.' : `Name one of: ${listed}${more}.` },
  );
}

function addList(page: Page, title: string, sentences: readonly string[]): void {
  const said = sentences.filter((text) => text !== '');
  if (said.length === 0) return;
  page.heading(title);
  for (const text of said) page.hanging([piece('· ', 'faint')], [piece(text)]);
}

function addEvidence(page: Page, evidence: Evidence): void {
  page.heading('Evidence');
  const { effect, statistic, counts, nullHypothesis, plots } = evidence;
  const facts = [
    [effect.name, valueText(effect.value)],
    [statistic.name, valueText(statistic.value)],
    ...Object.entries(counts).map(([name, count]) => [name, countText(count)]),
  ] as const;
  for (const [name, value] of facts) {
    page.hanging([piece(`${nameText(name ?? '')}: `, 'faint')], [piece(value ?? '')]);
  }
  page.hanging([piece('against the null: ', 'faint')], [piece(sentence(nullHypothesis))]);
  for (const plot of plots)
    page.hanging([piece(`${sentence(plot.title)}: `, 'faint')], [piece(plotText(plot))]);
}

function plotText(plot: Plot): string {
  switch (plot.kind) {
    case 'observed-expected': {
      const { observed, expected, standardDeviation, unit } = plot;
      return `${valueText(observed)} seen, ${valueText(expected)} ± ${valueText(standardDeviation)} expected (${sentence(unit)})`;
    }
    case 'mix':
      return mixShares(plot.rows, MOST_CATEGORIES)
        .map(
          ({ category, found, all }) =>
            `${labelText(category)} ${shareText(found)} (${shareText(all)} of all)`,
        )
        .join(', ');
    case 'timeline':
      return `${nameText(plot.from)} to ${nameText(plot.to)}, at most ${valueText(Math.max(0, ...plot.counts))} in a step, ${countText(plot.counts.reduce((sum, n) => sum + n, 0))} in all`;
  }
}

function addExamples(page: Page, finding: Finding): void {
  const examples = finding.evidence.examples.slice(0, MOST_EXAMPLES);
  if (examples.length === 0) return;
  page.heading('Examples');
  for (const example of examples) {
    const excerpt = excerptOf(example, EXCERPT_WIDTH);
    const label = example.label === null ? '' : `  ${labelText(example.label)}`;
    page.paragraph([piece(`#${example.position}${label}`, 'faint')]);
    page.paragraph(
      [
        piece(excerpt.cutBefore ? '…' : ''),
        ...quotedPieces(excerpt, page.color),
        piece(excerpt.cutAfter ? '…' : ''),
      ],
      2,
    );
    if (example.response !== undefined)
      page.paragraph(
        [
          piece('taught answer: ', 'faint'),
          piece(nameText(shortened(example.response, EXCERPT_WIDTH))),
        ],
        2,
      );
  }
}

function addRows(page: Page, finding: Finding): void {
  const { total, first } = finding.records;
  page.heading(`Rows: ${counted(total, 'record')}`);
  for (const { position, digest } of first) {
    page.paragraph([piece(`#${position}`), piece(`  ${digest}`, 'faint')]);
  }
  const more = total - first.length;
  if (more > 0)
    page.paragraph([piece(`and ${countText(more)} more; all are in --scores`, 'faint')]);
}

function addReferences(page: Page, finding: Finding): void {
  const references = finding.references.map(
    ({ standard, edition, id, title }) =>
      `${standard} ${nameText(edition)}, ${nameText(id)}: ${nameText(title)}`,
  );
  const check = `${nameText(finding.check.id)} version ${finding.check.version}`;
  addList(page, 'Check and references', [check, finding.fingerprint, ...references]);
}
