import type { ModelFileFinding, ModelFileReport } from '../../findings/model-file-report.ts';
import { nameText, sentence } from '../finding-words.ts';
import { counted, countText } from '../number-text.ts';
import type { Page } from '../terminal/page.ts';
import type { Style } from '../terminal/styled-text.ts';
import { piece } from '../terminal/styled-text.ts';
import { offsetText, placeText } from './model-words.ts';
import { decidingFinding, type PlacedFinding, placedFindings } from './placed-findings.ts';

const MOST_FINDINGS = 20;

const SIGNS: Readonly<
  Record<ModelFileFinding['decision'], { readonly sign: string; readonly style: Style }>
> = {
  fail: { sign: '✗ ', style: 'bad' },
  inconclusive: { sign: '? ', style: 'warning' },
  held: { sign: '‖ ', style: 'warning' },
  note: { sign: '· ', style: 'faint' },
};

/**
 * A file that did not pass: its format, the rule that decided, where, and one sentence.
 *
 * @param told what to do, as far as other files have had it said; it is not said twice
 */
export function addDecidedFile(page: Page, file: ModelFileReport, told: Set<string>): void {
  const deciding = decidingFinding(file);
  if (deciding === null) return;
  const { finding, trail } = deciding;
  const { sign, style } = SIGNS[finding.decision];
  page.hanging([piece(sign, style)], [piece(placeText(file.path, trail), 'strong')]);
  page.paragraph([piece(factLine(deciding, file), 'faint')], 2);
  page.paragraph(sentence(finding.summary), 2);
  addAction(page, finding, told);
  page.blank();
}

/**
 * A file with everything that stands against it.
 *
 * @param told what to do, as far as it has been said before
 */
export function addExplainedFile(page: Page, file: ModelFileReport, told: Set<string>): void {
  const all = placedFindings(file);
  page.paragraph([piece(nameText(file.path), 'strong')]);
  page.paragraph([piece(`${nameText(file.format)} · ${file.digest ?? 'digest unknown'}`, 'faint')]);
  for (const placed of all.slice(0, MOST_FINDINGS)) {
    const { finding, trail } = placed;
    const { sign, style } = SIGNS[finding.decision];
    const within = trail.length === 0 ? '' : `${trail.map(nameText).join(' › ')}: `;
    page.hanging([piece(sign, style)], [piece(`${within}${sentence(finding.summary)}`)]);
    page.paragraph([piece(ruleText(placed), 'faint')], 2);
    addAction(page, finding, told);
  }
  const more = all.length - MOST_FINDINGS;
  if (more > 0) page.paragraph([piece(`and ${counted(more, 'finding')} more`, 'faint')], 2);
  page.blank();
}

function addAction(page: Page, finding: ModelFileFinding, told: Set<string>): void {
  const action = sentence(finding.suggestedAction);
  if (told.has(action)) return;
  told.add(action);
  page.hanging([piece('→ ', 'faint')], [piece(action, 'faint')], 2);
}

function factLine(deciding: PlacedFinding, file: ModelFileReport): string {
  const others = placedFindings(file).filter(
    ({ finding }) => finding.decision !== 'note' && finding !== deciding.finding,
  ).length;
  const facts = [nameText(deciding.within.format), ruleText(deciding)];
  if (others > 0) facts.push(`and ${countText(others)} more`);
  return facts.join(' · ');
}

function ruleText({ finding }: PlacedFinding): string {
  return [nameText(finding.rule), offsetText(finding)].filter((part) => part !== '').join(' ');
}
