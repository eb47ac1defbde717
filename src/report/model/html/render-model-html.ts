import type { ModelScanReport } from '../../../findings/model-file-report.ts';
import { sentence } from '../../finding-words.ts';
import { dataName } from '../../html/data-text.ts';
import type { Markup } from '../../html/markup.ts';
import { markup, NOTHING } from '../../html/markup.ts';
import { htmlPage } from '../../html/page.ts';
import { bytesText, countText, durationText } from '../../number-text.ts';
import { verdictWord } from '../../verdict-words.ts';
import { filesWith, modelVerdictWords } from '../model-words.ts';
import { approvalSection } from './approval-section.ts';
import { decidedSection } from './decided-section.ts';
import { passedSection } from './passed-section.ts';

/**
 * A report on model files as one HTML file that needs nothing else. Names and strings of the files
 * are hostile; they are escaped, and what a reader would not see in them is shown.
 */
export function renderModelHtml(report: ModelScanReport): string {
  const page = {
    title: `${verdictWord(report.verdict)}: model files`,
    programVersion: report.program.version,
  };
  return htmlPage(
    page,
    markup`${banner(report)}
<main>
${figures(report)}
${decidedSection(report)}
${approvalSection(report)}
${passedSection(report)}
${limits(report)}
</main>
${provenance(report)}`,
  );
}

function banner(report: ModelScanReport): Markup {
  const { headline, explanation } = modelVerdictWords(report);
  return markup`<header class="banner ${report.verdict}">
<p class="masthead"><span class="brand">Credence</span> <span>scan of model files under policy ${dataName(report.policy.name)}</span></p>
<p class="verdict">${verdictWord(report.verdict)}</p>
<h1>${headline}</h1>
<p class="lead">${explanation}</p>
<ul class="rules" aria-label="Rules that decided">${report.rules.map(
    ({ rule, verdict, reason }) =>
      markup`<li class="${verdict}"><code>${sentence(rule)}</code> ${sentence(reason)}</li>`,
  )}</ul>
</header>`;
}

function figures(report: ModelScanReport): Markup {
  const bytes = report.files.reduce((sum, file) => sum + file.bytes, 0);
  const facts = [
    ['files', countText(report.files.length)],
    ['must not be loaded', countText(filesWith(report, 'fail').length)],
    ['not looked at whole', countText(filesWith(report, 'inconclusive').length)],
    ['wait for a person', countText(filesWith(report, 'held').length)],
    ['looked at', bytesText(bytes)],
  ] as const;
  return markup`<section class="facts" aria-label="Figures of the scan">
<dl class="figures">${facts.map(
    ([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>
</section>`;
}

function limits({ limits: all }: ModelScanReport): Markup {
  if (all.length === 0) return NOTHING;
  return markup`<section id="limits" aria-labelledby="limits-title">
<h2 id="limits-title">What was not looked at</h2>
<ul class="limits">${all.map((limit) => markup`<li>${sentence(limit)}</li>`)}</ul>
</section>`;
}

/** By what was judged: enough for someone else to repeat the scan. */
function provenance({ policy, program, started, seconds }: ModelScanReport): Markup {
  return markup`<footer aria-label="Provenance">
<h2>Provenance</h2>
<p class="intro">The same bytes, policy and version give the same verdict. Each file is bound by its SHA-256 above.</p>
<dl class="pairs">
<div><dt>policy ${dataName(policy.name)}</dt><dd><code>${policy.digest}</code></dd></div>
<div><dt>program</dt><dd>${program.name} ${program.version} on Node ${program.node}</dd></div>
<div><dt>scanned</dt><dd>${started}, in ${durationText(seconds)}</dd></div>
</dl>
</footer>`;
}
