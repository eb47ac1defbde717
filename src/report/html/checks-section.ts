import type { CheckRun, ScanReport } from '../../findings/scan-report.ts';
import { figureText, sentence } from '../finding-words.ts';
import { counted, countText } from '../number-text.ts';
import type { Markup } from './markup.ts';
import { markup, NOTHING } from './markup.ts';

const STATES: Readonly<Record<CheckRun['state'], string>> = {
  ran: 'ran',
  'not-applicable': 'not applicable',
  'not-run': 'did not run',
};

/** What was looked at, and what each look would miss at this size (design rule 10). */
export function checksSection({ checks }: ScanReport): Markup {
  if (checks.length === 0) return NOTHING;
  const items = checks.map(
    (check) =>
      markup`<tr><th scope="row">${sentence(check.title)} <span class="state ${check.state}">${STATES[check.state]}</span></th><td>${sentence(check.note)}${tried(check)}${figures(check)}</td><td>${sentence(check.misses)}</td></tr>`,
  );
  return markup`<section id="checks" aria-labelledby="checks-title">
<h2 id="checks-title">What was looked at</h2>
<p class="intro">A scan can only vouch for what it looks at. This is what each check tried, and what it would miss in data of this size.</p>
<table class="plain stack"><thead><tr><th scope="col">Check</th><th scope="col">Looked at</th><th scope="col">Would miss</th></tr></thead><tbody>${items}</tbody></table>
</section>`;
}

/** What nothing looked at, and rows that could not be read. */
export function limitsSection({ limits, dataset }: ScanReport): Markup {
  const { badRows, badRowCount } = dataset;
  if (limits.length === 0 && badRowCount === 0) return NOTHING;
  return markup`<section id="limits" aria-labelledby="limits-title">
<h2 id="limits-title">What was not looked at</h2>
<ul class="limits">${limits.map((limit) => markup`<li>${sentence(limit)}</li>`)}</ul>
${badRowCount === 0 ? NOTHING : unreadable(badRows, badRowCount)}
</section>`;
}

function unreadable(badRows: ScanReport['dataset']['badRows'], badRowCount: number): Markup {
  const items = badRows.map(
    ({ file, line, reason }) =>
      markup`<tr><td>${file}</td><td class="number">${countText(line)}</td><td>${sentence(reason)}</td></tr>`,
  );
  return markup`<h3>${counted(badRowCount, 'row')} could not be read</h3>
<table class="plain stack"><thead><tr><th scope="col">File</th><th scope="col" class="number">Line</th><th scope="col">Why</th></tr></thead><tbody>${items}</tbody></table>`;
}

function figures({ figures: found = [] }: CheckRun): Markup {
  if (found.length === 0) return NOTHING;
  return markup`<ul class="limits">${found.map((figure) => markup`<li>${figureText(figure)}</li>`)}</ul>`;
}

function tried({ tried: number }: CheckRun): Markup {
  return number === null
    ? NOTHING
    : markup` <span class="faint">(${countText(number)} tried)</span>`;
}
