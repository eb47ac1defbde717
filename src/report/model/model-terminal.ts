import { visibleText } from '../../core/visible-text.ts';
import type { ModelFileReport, ModelScanReport } from '../../findings/model-file-report.ts';
import type { Verdict } from '../../findings/verdict.ts';
import { nameText, sentence } from '../finding-words.ts';
import { bytesText, counted, countText, durationText } from '../number-text.ts';
import { Page } from '../terminal/page.ts';
import { piece } from '../terminal/styled-text.ts';
import { VERDICT_SIGNS } from '../terminal/verdict-signs.ts';
import { approvableFiles, approvalPolicy } from './approval.ts';
import { addDecidedFile, addExplainedFile } from './file-lines.ts';
import { gravestFirst } from './gravest-first.ts';
import {
  BY_URGENCY,
  filesWith,
  formatCounts,
  modelVerdictWords,
  VERDICT_TITLES,
} from './model-words.ts';
import { placedFindings, placedPrograms } from './placed-findings.ts';

const MOST_FILES = 12;
const MOST_LIMITS = 12;
const MOST_APPROVALS = 12;

export interface ModelTerminalOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Show each finding, and what every file's programs would do. */
  readonly explain: boolean;
  /** Where the whole report was written, to be named at the end. */
  readonly htmlPath?: string | undefined;
  /** Names of the policies for libraries; those are told whose library a refused file is of. */
  readonly libraryPolicies?: readonly string[] | undefined;
}

/**
 * A report on model files for a terminal: the verdict, the files that did not pass with the rule
 * that decided each, the others in a line, and what was not looked at.
 */
export function renderModelTerminal(
  report: ModelScanReport,
  options: ModelTerminalOptions,
): string {
  const page = new Page(options);
  addVerdict(page, report);
  for (const verdict of BY_URGENCY) {
    if (verdict !== 'pass') addFiles(page, report, { verdict, explain: options.explain });
  }
  addPassed(page, report, options.explain);
  if (options.explain) addPrograms(page, report);
  addApproval(page, report);
  addLimits(page, report.limits);
  addWhereabouts(page, report, options);
  return page.toString();
}

function addVerdict(page: Page, report: ModelScanReport): void {
  const { sign, style } = VERDICT_SIGNS[report.verdict];
  const { headline, explanation } = modelVerdictWords(report);
  page.blank();
  page.paragraph([piece(sign, style), piece(`  ${headline}`, 'strong')]);
  page.blank();
  page.paragraph(explanation);
  page.blank();
  const bytes = report.files.reduce((sum, file) => sum + file.bytes, 0);
  const facts = [
    counted(report.files.length, 'file'),
    bytesText(bytes),
    `policy ${nameText(report.policy.name)}`,
    durationText(report.seconds),
  ];
  page.paragraph([piece(facts.join(' · '), 'faint')]);
}

function addFiles(
  page: Page,
  report: ModelScanReport,
  { verdict, explain }: { readonly verdict: Verdict; readonly explain: boolean },
): void {
  const files = gravestFirst(report, verdict);
  if (files.length === 0) return;
  page.heading(VERDICT_TITLES[verdict]);
  const told = new Set<string>();
  const shown = explain ? files : files.slice(0, MOST_FILES);
  for (const file of shown) {
    if (explain) addExplainedFile(page, file, told);
    else addDecidedFile(page, file, told);
  }
  const more = files.length - shown.length;
  if (more > 0) {
    page.paragraph([
      piece(`and ${countText(more)} more, which --explain, --html and --json list`, 'strong'),
    ]);
  }
}

/** What passed is not worth a line a file, but for what is worth knowing of it. */
function addPassed(page: Page, report: ModelScanReport, explain: boolean): void {
  const passed = filesWith(report, 'pass');
  if (passed.length === 0) return;
  const noted = passed.filter((file) => placedFindings(file).length > 0);
  const told = new Set<string>();
  if (explain && noted.length > 0) {
    page.heading('Worth knowing of files that passed');
    for (const file of noted) addExplainedFile(page, file, told);
  }
  page.blank();
  const notes = explain || noted.length === 0 ? '' : `, ${countText(noted.length)} with notes`;
  page.hanging(
    [piece('✓ ', 'good')],
    [
      piece(`${counted(passed.length, 'file')} explained to the byte${notes}`),
      piece(`: ${formatCounts(passed)}`, 'faint'),
    ],
  );
}

function addPrograms(page: Page, report: ModelScanReport): void {
  const programs = inOrder(report).flatMap((file) =>
    placedPrograms(file).map((program) => ({ ...program, path: file.path })),
  );
  if (programs.length === 0) return;
  page.heading('What loading would do');
  for (const { path, trail, text } of programs) {
    page.paragraph([piece([path, ...trail].map(nameText).join(' › '), 'strong')]);
    page.verbatim(text.split('\n').map(visibleText), 4);
    page.blank();
  }
}

function inOrder(report: ModelScanReport): readonly ModelFileReport[] {
  return BY_URGENCY.flatMap((verdict) => gravestFirst(report, verdict));
}

function addApproval(page: Page, report: ModelScanReport): void {
  const held = approvableFiles(report);
  if (held.length === 0) return;
  page.heading('To approve');
  page.paragraph(
    'Once somebody has looked at a file and answers for it, its digest goes into a policy file, and --policy FILE lets exactly these bytes pass:',
  );
  page.blank();
  const lines = approvalPolicy(report);
  const most = lines.length - held.length + MOST_APPROVALS;
  page.verbatim(lines.slice(0, most), 2);
  const more = held.length - MOST_APPROVALS;
  if (more > 0) page.paragraph([piece(`and ${countText(more)} more in the report`, 'faint')], 2);
}

function addLimits(page: Page, limits: readonly string[]): void {
  if (limits.length === 0) return;
  page.heading('Not looked at');
  for (const limit of limits.slice(0, MOST_LIMITS)) {
    page.hanging([piece('– ', 'faint')], [piece(sentence(limit), 'faint')]);
  }
  const more = limits.length - MOST_LIMITS;
  if (more > 0) page.paragraph([piece(`and ${countText(more)} more`, 'faint')], 2);
}

function addWhereabouts(
  page: Page,
  report: ModelScanReport,
  { htmlPath, explain, libraryPolicies = [] }: ModelTerminalOptions,
): void {
  page.blank();
  const notes: string[] = [];
  const libraries = fittingPolicies(report, libraryPolicies);
  if (libraries.length > 0) {
    notes.push(
      `Policy ${nameText(report.policy.name)} does not know these libraries. If you trust them, allow what they save: --policy ${libraries.join(' or ')}.`,
    );
  }
  const hasMore = report.files.some(
    (file) =>
      placedFindings(file).length > 0 ||
      (report.verdict !== 'pass' && placedPrograms(file).length > 0),
  );
  if (!explain && hasMore) {
    notes.push('--explain shows every finding and note, and what loading each file would do.');
  }
  for (const note of notes) page.hanging([piece('· ', 'faint')], [piece(note, 'faint')]);
  if (htmlPath !== undefined) {
    page.paragraph([piece('Full report  ', 'faint'), piece(visibleText(htmlPath), 'strong')]);
  }
}

/** The policies for libraries that a refused program imports from, and that were not chosen. */
function fittingPolicies(
  report: ModelScanReport,
  libraryPolicies: readonly string[],
): readonly string[] {
  const programs = filesWith(report, 'fail').flatMap(placedPrograms);
  const packages = new Set(
    programs.flatMap(({ text }) => [...text.matchAll(/^from (\w+)/gm)].map((match) => match[1])),
  );
  return libraryPolicies.filter(
    (name) => name !== report.policy.name && packages.has(name.slice('library:'.length)),
  );
}
