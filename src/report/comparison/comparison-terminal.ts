import { visibleText } from '../../core/visible-text.ts';
import type { BehaviourFinding, ComparisonReport } from '../../findings/comparison-report.ts';
import { certaintyOf, ladderWords, nameText, sentence } from '../finding-words.ts';
import { counted, durationText } from '../number-text.ts';
import { shortened } from '../shortened.ts';
import { Page } from '../terminal/page.ts';
import { piece } from '../terminal/styled-text.ts';
import { VERDICT_SIGNS } from '../terminal/verdict-signs.ts';
import { comparisonWords, dropText, setText, standingText } from './comparison-words.ts';

const MOST_FINDINGS = 8;
const MOST_CLUSTERS = 8;
const MOST_CHANGES = 6;
const LONGEST_ANSWER = 60;

export interface ComparisonTerminalOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Where the whole report was written, to be named at the end. */
  readonly htmlPath?: string | undefined;
}

/** A comparison for a terminal: the verdict, the slices that decided it, what changed, what was not seen. */
export function renderComparisonTerminal(
  report: ComparisonReport,
  options: ComparisonTerminalOptions,
): string {
  const page = new Page(options);
  const { sign, style } = VERDICT_SIGNS[report.verdict];
  const { headline, explanation } = comparisonWords(report);
  page.blank();
  page.paragraph([piece(sign, style), piece(`  ${headline}`, 'strong')]);
  page.blank();
  page.paragraph(explanation);
  page.blank();
  const facts = [
    `${nameText(report.old.name)} → ${nameText(report.new.name)}`,
    `suite ${nameText(report.suite.name)}`,
    durationText(report.seconds),
  ];
  page.paragraph([piece(facts.join(' · '), 'faint')]);
  page.blank();
  for (const set of report.sets) page.paragraph(setText(set));
  addRules(page, report);
  addFindings(page, report.findings);
  addChanges(page, report);
  page.heading('Not seen');
  page.hanging(
    [piece('– ', 'faint')],
    [
      piece(
        `smallest drop that would have been reported in a slice of ${report.smallestDrops.map(dropText).join('; ')}`,
        'faint',
      ),
    ],
  );
  for (const limit of report.limits)
    page.hanging([piece('– ', 'faint')], [piece(sentence(limit), 'faint')]);
  if (options.htmlPath !== undefined) {
    page.blank();
    page.paragraph([
      piece('Full report  ', 'faint'),
      piece(visibleText(options.htmlPath), 'strong'),
    ]);
  }
  return page.toString();
}

function addRules(page: Page, { rules }: ComparisonReport): void {
  const open = rules.filter(({ verdict }) => verdict === 'inconclusive');
  if (open.length === 0) return;
  page.heading('What is missing');
  for (const { rule, reason } of open)
    page.hanging([piece('? ', 'warning')], [piece(`${rule}  `, 'strong'), piece(sentence(reason))]);
}

function addFindings(page: Page, findings: readonly BehaviourFinding[]): void {
  if (findings.length === 0) return;
  page.heading('What was found');
  for (const finding of findings.slice(0, MOST_FINDINGS)) {
    const decides = finding.decision !== 'note' && finding.expected === null;
    page.hanging(
      [piece(decides ? '✗ ' : '· ', decides ? 'bad' : 'faint')],
      [
        piece(nameText(finding.subject.slice), 'strong'),
        piece(`  ${standingText(finding)}`, 'faint'),
      ],
    );
    page.paragraph(sentence(finding.summary), 2);
    const { words, figures } = certaintyOf(finding.evidence);
    page.paragraph([piece(`${ladderWords(finding.ladder)} · ${words}, ${figures}`, 'faint')], 2);
    for (const ground of finding.grounds) page.paragraph([piece(sentence(ground), 'faint')], 2);
    page.blank();
  }
  const more = findings.length - MOST_FINDINGS;
  if (more > 0) page.paragraph(`and ${more} more, which --html and --json list`);
}

function addChanges(page: Page, { changes }: ComparisonReport): void {
  if (changes.total === 0) return;
  page.heading(`${counted(changes.total, 'answer')} changed`);
  for (const { old, new: fresh, count, slice, inSlice } of changes.clusters.slice(0, MOST_CLUSTERS))
    page.paragraph([
      piece(`${count} × `, 'strong'),
      piece(`${answer(old)} → ${answer(fresh)}`),
      piece(slice === null ? '' : `  ${inSlice} of them: ${nameText(slice)}`, 'faint'),
    ]);
  page.blank();
  for (const { id, input, old, new: fresh, effect } of changes.first.slice(0, MOST_CHANGES))
    page.hanging(
      [piece(`${nameText(id)}  `, 'faint')],
      [
        piece(`${answer(old)} → ${answer(fresh)} `, effect === 'regression' ? 'bad' : 'plain'),
        piece(visibleText(shortened(input, 2 * LONGEST_ANSWER)), 'faint'),
      ],
    );
}

function answer(text: string): string {
  return `‘${visibleText(shortened(text, LONGEST_ANSWER))}’`;
}
