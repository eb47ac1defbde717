import type { ModelFileReport } from '../../../findings/model-file-report.ts';
import { sentence } from '../../finding-words.ts';
import { dataName } from '../../html/data-text.ts';
import type { Markup } from '../../html/markup.ts';
import { markup, NOTHING } from '../../html/markup.ts';
import { bytesText, counted, countText } from '../../number-text.ts';
import { offsetText, VERDICT_TITLES } from '../model-words.ts';
import { type PlacedFinding, placedFindings, placedPrograms } from '../placed-findings.ts';
import { programListing } from './program-listing.ts';

const MOST_FINDINGS = 60;
const MOST_PROGRAMS = 20;

/** One file whole: what stands against it, where, what to do, and what loading would do. */
export function fileCard(file: ModelFileReport, anchor: string): Markup {
  const findings = placedFindings(file);
  const more = findings.length - MOST_FINDINGS;
  return markup`<article class="finding file ${file.verdict}" id="${anchor}" aria-labelledby="${anchor}-title">
<header>
<p class="tags"><span class="step">${VERDICT_TITLES[file.verdict]}</span><span>${sentence(file.format)}</span><span>${bytesText(file.bytes)}</span></p>
<h3 id="${anchor}-title">${dataName(file.path, 160)}</h3>
</header>
<ol class="facts-found">${findings.slice(0, MOST_FINDINGS).map(fact)}</ol>
${more > 0 ? markup`<p class="faint">and ${counted(more, 'finding')} more, in the JSON report</p>` : NOTHING}
${programs(file)}
<div class="digest">${standards(findings)}<p><code>${file.digest ?? 'The file could not be read to its end, so it has no digest.'}</code></p></div>
</article>`;
}

function fact(
  { finding, trail }: PlacedFinding,
  index: number,
  all: readonly PlacedFinding[],
): Markup {
  const place = [sentence(finding.rule), offsetText(finding)].filter((part) => part !== '');
  const within =
    trail.length === 0
      ? NOTHING
      : markup` <span>in ${trail.map((name) => markup`${dataName(name, 120)} `)}</span>`;
  const action = finding.suggestedAction;
  const isFirst = all.findIndex((other) => other.finding.suggestedAction === action) === index;
  return markup`<li class="${finding.decision}">
<p class="place"><code>${place.join(' ')}</code>${within}</p>
<p class="summary">${sentence(finding.summary)}</p>
${isFirst ? markup`<p class="faint">${sentence(action)}</p>` : NOTHING}
</li>`;
}

function standards(findings: readonly PlacedFinding[]): Markup {
  const names = findings.flatMap(({ finding }) =>
    finding.references.map(({ id, title }) => `${id} ${title}`),
  );
  if (names.length === 0) return NOTHING;
  return markup`<p class="faint">${[...new Set(names)].join(', ')}</p>`;
}

function programs(file: ModelFileReport): Markup {
  const all = placedPrograms(file);
  if (all.length === 0) return NOTHING;
  const more = all.length - MOST_PROGRAMS;
  return markup`<section class="programs"><h4>What loading would do</h4>${all
    .slice(0, MOST_PROGRAMS)
    .map(
      programListing,
    )}${more > 0 ? markup`<p class="faint">and ${countText(more)} more, in the JSON report</p>` : NOTHING}</section>`;
}
