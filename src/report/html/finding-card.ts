import type { Evidence, Finding } from '../../findings/finding.ts';
import { ladderRank } from '../../findings/ladder.ts';
import { excerptOf, MOST_EXAMPLES } from '../excerpt.ts';
import { attackWords, certaintyOf, ladderWords, sentence } from '../finding-words.ts';
import { counted, countText, valueText } from '../number-text.ts';
import { describePattern, patternTitle } from '../pattern-text.ts';
import { shortened } from '../shortened.ts';
import { dataName, dataText } from './data-text.ts';
import type { Markup } from './markup.ts';
import { markup, NOTHING } from './markup.ts';
import { plotFigure } from './plots/plot.ts';

const EXCERPT_WIDTH = 240;
const MOST_ROWS = 200;
const MOST_PLOTS = 6;
const LONGEST_ID = 40;

/** One finding whole: what, how sure, why, on which rows, and what would change it. */
export function findingCard(finding: Finding, anchor: string): Markup {
  return markup`<article class="finding ${standing(finding)}" id="${anchor}" aria-labelledby="${anchor}-title">
<header>
<p class="tags"><span class="step">${ladderWords(finding.ladder)}</span>${attackTag(finding)}<span class="id">${shortened(finding.id, LONGEST_ID)}</span></p>
<h3 id="${anchor}-title">${patternTitle(finding.pattern)}</h3>
</header>
${measures(finding)}
${decisionNote(finding)}
<p class="summary">${sentence(finding.summary)}</p>
${plots(finding.evidence)}
${examples(finding)}
${judgement(finding)}
<div class="more">${alsoSeenAs(finding)}${rows(finding)}${figures(finding)}</div>
</article>`;
}

/** How loud a finding is: suspicion, a kept decision, or an observation. */
export function standing(finding: Finding): 'suspected' | 'accepted' | 'observed' {
  if (finding.decision !== null) return 'accepted';
  return ladderRank(finding.ladder) >= ladderRank('suspected-poisoning') ? 'suspected' : 'observed';
}

function attackTag({ attackClass }: Finding): Markup {
  return attackClass === null ? NOTHING : markup`<span>${attackWords(attackClass)}</span>`;
}

function measures(finding: Finding): Markup {
  const { words, figures: certainty } = certaintyOf(finding.evidence);
  const outcome =
    finding.outcome === null
      ? NOTHING
      : markup`<div><dt>goes with the label</dt><dd>${dataName(finding.outcome, 60)}</dd></div>`;
  return markup`<dl class="measures">
<div><dt>found in</dt><dd>${counted(finding.records.total, 'record')}</dd></div>
${outcome}
<div><dt>how sure</dt><dd>${words} <small>${certainty}</small></dd></div>
</dl>`;
}

function decisionNote({ decision }: Finding): Markup {
  if (decision === null) return NOTHING;
  const until = decision.expires === null ? '' : ` until ${decision.expires}`;
  return markup`<p class="notice decided"><b>Accepted</b> by ${sentence(decision.by)}${until}: ${sentence(decision.reason)}</p>`;
}

function plots({ plots: all }: Evidence): Markup {
  if (all.length === 0) return NOTHING;
  return markup`<div class="plots">${all.slice(0, MOST_PLOTS).map(plotFigure)}</div>`;
}

function examples(finding: Finding): Markup {
  const shown = finding.evidence.examples.slice(0, MOST_EXAMPLES);
  if (shown.length === 0) return NOTHING;
  const items = shown.map((example) => {
    const excerpt = excerptOf(example, EXCERPT_WIDTH);
    const label =
      example.label === null ? NOTHING : markup` <span>${dataName(example.label, 40)}</span>`;
    return markup`<li><p class="where"><span title="position in the data, from 0">#${example.position}</span>${label}</p><blockquote>${excerpt.cutBefore ? '… ' : ''}${dataText(excerpt.text, excerpt.matches)}${excerpt.cutAfter ? ' …' : ''}</blockquote>${answer(example.response)}</li>`;
  });
  return markup`<section class="examples"><h4>In the data</h4><ol>${items}</ol></section>`;
}

/** What the model is taught to say to it. */
function answer(response: string | undefined): Markup {
  if (response === undefined) return NOTHING;
  return markup`<p class="answer"><span>taught answer</span> ${dataText(shortened(response, EXCERPT_WIDTH), [])}</p>`;
}

function judgement(finding: Finding): Markup {
  const grounds = finding.grounds.map((ground) => markup`<li>${sentence(ground)}</li>`);
  return markup`<div class="judgement">
${grounds.length === 0 ? NOTHING : markup`<section><h4>Why it stands here</h4><ul>${grounds}</ul></section>`}
<section><h4>What would change this verdict</h4><p>${sentence(finding.counterEvidence)}</p>
<h4>Suggested action</h4><p>${sentence(finding.suggestedAction)}</p></section>
</div>`;
}

function alsoSeenAs({ alsoSeenAs: patterns }: Finding): Markup {
  if (patterns.length === 0) return NOTHING;
  const items = patterns
    .slice(0, MOST_ROWS)
    .map((pattern) => markup`<li>${describePattern(pattern)}</li>`);
  return markup`<details><summary>Also seen as ${counted(patterns.length, 'other pattern')}</summary><ul>${items}</ul></details>`;
}

function rows({ records }: Finding): Markup {
  const shown = records.first.slice(0, MOST_ROWS);
  if (shown.length === 0) return NOTHING;
  const items = shown.map(
    ({ position, digest }) => markup`<tr><td>#${position}</td><td><code>${digest}</code></td></tr>`,
  );
  const scope = shown.length === records.total ? 'all' : `first ${countText(shown.length)} of`;
  return markup`<details><summary>Rows: ${scope} ${counted(records.total, 'record')}</summary><table class="plain rows"><thead><tr><th scope="col">Position</th><th scope="col">Digest of the record</th></tr></thead><tbody>${items}</tbody></table></details>`;
}

function figures(finding: Finding): Markup {
  const { effect, statistic, counts, nullHypothesis } = finding.evidence;
  const facts = [
    [effect.name, valueText(effect.value)],
    [statistic.name, valueText(statistic.value)],
    ...Object.entries(counts).map(([name, count]) => [name, valueText(count)]),
    ['against', sentence(nullHypothesis)],
    ['check', `${finding.check.id}, version ${finding.check.version}`],
    ['fingerprint', finding.fingerprint],
    ...finding.references.map(({ standard, edition, id, title }) => [
      `${standard} ${edition}`,
      `${id} ${title}`,
    ]),
  ];
  return markup`<details><summary>Figures and references</summary><dl class="pairs">${facts.map(
    ([name, value]) => markup`<div><dt>${name ?? ''}</dt><dd>${value ?? ''}</dd></div>`,
  )}</dl></details>`;
}
