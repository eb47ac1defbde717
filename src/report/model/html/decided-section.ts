import type { ModelFileReport, ModelScanReport } from '../../../findings/model-file-report.ts';
import { sentence } from '../../finding-words.ts';
import { dataName } from '../../html/data-text.ts';
import type { Markup } from '../../html/markup.ts';
import { markup, NOTHING } from '../../html/markup.ts';
import { counted, countText } from '../../number-text.ts';
import { gravestFirst } from '../gravest-first.ts';
import { BY_URGENCY, offsetText, VERDICT_TITLES } from '../model-words.ts';
import { decidingFinding } from '../placed-findings.ts';
import { fileCard } from './file-card.ts';

const MOST_ROWS = 500;
const MOST_CARDS = 100;

/** Every file that did not pass: in one table, and then one by one. */
export function decidedSection(report: ModelScanReport): Markup {
  const files = BY_URGENCY.filter((verdict) => verdict !== 'pass').flatMap((verdict) =>
    gravestFirst(report, verdict),
  );
  if (files.length === 0) return NOTHING;
  return markup`<section id="files" aria-labelledby="files-title">
<h2 id="files-title">${counted(files.length, 'file')} that did not pass</h2>
<p class="intro">Each with the rule that decided, and the first byte that it is about.</p>
<table class="plain stack verdicts"><thead><tr><th scope="col">File</th><th scope="col">Verdict</th><th scope="col">Rule and place</th></tr></thead><tbody>${files.slice(0, MOST_ROWS).map(row)}</tbody></table>
${rest(files.length - MOST_ROWS, 'in the JSON report')}
${files.slice(0, MOST_CARDS).map((file, index) => fileCard(file, `file-${index + 1}`))}
${rest(files.length - MOST_CARDS, 'in the table above and in the JSON report')}
</section>`;
}

function row(file: ModelFileReport, index: number): Markup {
  const deciding = decidingFinding(file);
  const place = deciding === null ? '' : offsetText(deciding.finding);
  const name = dataName(file.path, 120);
  const linked = index < MOST_CARDS ? markup`<a href="#file-${index + 1}">${name}</a>` : name;
  return markup`<tr class="${file.verdict}"><td>${linked} <span class="faint">${sentence(file.format)}</span></td><td><span class="stance">${VERDICT_TITLES[file.verdict]}</span></td><td><code>${sentence(file.rule)}</code> <span class="faint">${place}</span></td></tr>`;
}

function rest(more: number, where: string): Markup {
  return more > 0 ? markup`<p class="intro">and ${countText(more)} more, ${where}</p>` : NOTHING;
}
