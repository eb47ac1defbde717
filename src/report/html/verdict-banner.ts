import type { ScanReport } from '../../findings/scan-report.ts';
import { sentence } from '../finding-words.ts';
import { verdictWord, verdictWords } from '../verdict-words.ts';
import { dataName } from './data-text.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

/** What everybody reads: the verdict, one sentence, and the rules that decided. */
export function verdictBanner(report: ScanReport): Markup {
  const { headline, explanation } = verdictWords(report);
  return markup`<header class="banner ${report.verdict}">
<p class="masthead"><span class="brand">Credence</span> <span>scan of ${dataName(report.dataset.name)}</span></p>
<p class="verdict">${verdictWord(report.verdict)}</p>
<h1>${headline}</h1>
<p class="lead">${explanation}</p>
<ul class="rules" aria-label="Rules that decided">${report.rules.map(
    ({ rule, verdict, reason }) =>
      markup`<li class="${verdict}"><code>${sentence(rule)}</code> ${sentence(reason)}</li>`,
  )}</ul>
</header>`;
}
