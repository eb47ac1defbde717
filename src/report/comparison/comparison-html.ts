import type {
  BehaviourFinding,
  ComparisonReport,
  MatrixRow,
} from '../../findings/comparison-report.ts';
import { certaintyOf, ladderWords, sentence } from '../finding-words.ts';
import { dataName } from '../html/data-text.ts';
import type { Markup } from '../html/markup.ts';
import { markup, NOTHING } from '../html/markup.ts';
import { htmlPage } from '../html/page.ts';
import { countText, durationText, shareText } from '../number-text.ts';
import { verdictWord } from '../verdict-words.ts';
import { changesSection } from './changes-section.ts';
import { COMPARISON_STYLES } from './comparison-styles.ts';
import {
  comparisonWords,
  dropText,
  pointsText,
  setText,
  standingText,
} from './comparison-words.ts';

/** A comparison as one HTML file that needs nothing else, and runs nothing. */
export function renderComparisonHtml(report: ComparisonReport): string {
  return htmlPage(
    {
      title: `${verdictWord(report.verdict)}: ${report.new.name} against ${report.old.name}`,
      programVersion: report.program.version,
      styles: COMPARISON_STYLES,
    },
    markup`${banner(report)}
<main>
${figures(report)}
${findings(report)}
${matrix(report)}
${changesSection(report.changes)}
${limits(report)}
</main>
${provenance(report)}`,
  );
}

function banner(report: ComparisonReport): Markup {
  const { headline, explanation } = comparisonWords(report);
  return markup`<header class="banner ${report.verdict}">
<p class="masthead"><span class="brand">Credence</span> <span>comparison on suite ${dataName(report.suite.name)}</span></p>
<p class="verdict">${verdictWord(report.verdict)}</p>
<h1>${headline}</h1>
<p class="lead">${explanation}</p>
<ul class="rules" aria-label="Rules that decided">${report.rules.map(
    ({ rule, verdict, reason }) =>
      markup`<li class="${verdict}"><code>${sentence(rule)}</code> ${sentence(reason)}</li>`,
  )}</ul>
</header>`;
}

function figures({ sets, changes }: ComparisonReport): Markup {
  const [trusted] = sets;
  const facts = [
    ['trusted items', countText(trusted?.items ?? 0)],
    ['right before', shareOf(trusted?.oldRight, trusted?.judged)],
    ['right now', shareOf(trusted?.newRight, trusted?.judged)],
    ['became wrong', countText(trusted?.regressions ?? 0)],
    ['answers changed', countText(changes.total)],
  ] as const;
  return markup`<section class="facts" aria-label="Figures of the comparison">
<dl class="figures">${facts.map(
    ([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>
${sets.map((set) => markup`<p class="faint">${setText(set)}</p>`)}
</section>`;
}

function findings({ findings: all }: ComparisonReport): Markup {
  if (all.length === 0) return NOTHING;
  return markup`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">What was found</h2>
${all.map(card)}
</section>`;
}

function card(finding: BehaviourFinding): Markup {
  const { words, figures: certainty } = certaintyOf(finding.evidence);
  const standing = standingOf(finding);
  const { effect } = finding.evidence;
  return markup`<article class="finding ${standing}">
<header>
<p class="tags"><span class="step">${ladderWords(finding.ladder)}</span><span>${standingText(finding)}</span><span class="id">${finding.id}</span></p>
<h3>${dataName(finding.subject.slice, 160)}</h3>
</header>
<dl class="measures">
<div><dt>items</dt><dd>${countText(finding.subject.items)}</dd></div>
<div><dt>${effect.name}</dt><dd>${effect.value.toFixed(1)}</dd></div>
<div><dt>how sure</dt><dd>${words} <small>${certainty}</small></dd></div>
</dl>
<p class="summary">${sentence(finding.summary)}</p>
<ul>${finding.grounds.map((ground) => markup`<li>${sentence(ground)}</li>`)}</ul>
<p class="faint">What would change this: ${sentence(finding.counterEvidence)} ${sentence(finding.suggestedAction)}</p>
</article>`;
}

function standingOf({ expected, decision }: BehaviourFinding): string {
  if (expected !== null) return 'accepted';
  return decision === 'note' ? 'observed' : 'suspected';
}

function matrix({ matrix: rows, old, new: fresh }: ComparisonReport): Markup {
  return markup`<section id="matrix" aria-labelledby="matrix-title">
<h2 id="matrix-title">By part of the suite</h2>
<p class="intro">Right answers of each version, and the change.</p>
<div class="filters">
<input type="radio" name="rows" id="rows-all" checked><label for="rows-all">All</label>
<input type="radio" name="rows" id="rows-different"><label for="rows-different">Different</label>
<input type="radio" name="rows" id="rows-failures"><label for="rows-failures">Failures</label>
<table class="plain matrix">
<thead><tr><th scope="col">part</th><th scope="col" class="number">${dataName(old.name)}</th><th scope="col" class="number">${dataName(fresh.name)}</th></tr></thead>
<tbody>${rows.map(matrixRow)}</tbody>
</table>
</div>
</section>`;
}

function matrixRow({ slice, judged, oldRight, newRight, isFinding }: MatrixRow): Markup {
  const change = judged === 0 ? 0 : (newRight - oldRight) / judged;
  const tone = TONES[Math.sign(change) + 1] ?? '';
  return markup`<tr class="${tone}${isFinding ? ' found' : ''}"><th scope="row">${isFinding ? '✗ ' : ''}${dataName(slice, 120)}</th><td class="number">${countText(oldRight)} of ${countText(judged)}</td><td class="number now">${countText(newRight)} of ${countText(judged)} <span class="change">${pointsText(change)}</span></td></tr>`;
}

const TONES = ['worse', 'same', 'better'];

function limits({ limits: all, smallestDrops }: ComparisonReport): Markup {
  return markup`<section id="limits" aria-labelledby="limits-title">
<h2 id="limits-title">What was not seen</h2>
<ul class="limits">
<li>Smallest drop that would have been reported in a slice of ${smallestDrops.map(dropText).join('; ')}.</li>
${all.map((limit) => markup`<li>${sentence(limit)}</li>`)}</ul>
</section>`;
}

/** By what was judged: enough for someone else to repeat the comparison. */
function provenance({
  suite,
  old,
  new: fresh,
  program,
  started,
  seconds,
}: ComparisonReport): Markup {
  const digests = [
    [suite.sealed ? 'suite, sealed' : 'suite, not sealed', suite.digest],
    ['old version’s answers', old.digest ?? 'unknown'],
    ['new version’s answers', fresh.digest ?? 'unknown'],
  ] as const;
  return markup`<footer aria-label="Provenance">
<h2>Provenance</h2>
<p class="intro">The same suite, answers and version give the same verdict.</p>
<dl class="pairs">
${digests.map(([name, digest]) => markup`<div><dt>${name}</dt><dd><code>${digest}</code></dd></div>`)}
<div><dt>program</dt><dd>${program.name} ${program.version} on Node ${program.node}</dd></div>
<div><dt>compared</dt><dd>${started}, in ${durationText(seconds)}</dd></div>
</dl>
</footer>`;
}

function shareOf(part = 0, whole = 0): string {
  return whole === 0 ? '–' : shareText(part / whole);
}
