import type { Finding } from '../../findings/finding.ts';
import type { ScanReport } from '../../findings/scan-report.ts';
import { certaintyOf } from '../finding-words.ts';
import { countText } from '../number-text.ts';
import { patternTitle } from '../pattern-text.ts';
import { dataName } from './data-text.ts';
import { findingCard, standing } from './finding-card.ts';
import type { Markup } from './markup.ts';
import { markup, NOTHING } from './markup.ts';

/** A page with more cards than this opens slowly and is read by nobody; JSON has them all. */
const MOST_CARDS = 60;

/** The findings: a table of contents where there are several, then a card each. */
export function findingsSection({ findings }: ScanReport): Markup {
  if (findings.length === 0) return NOTHING;
  const shown = findings.slice(0, MOST_CARDS);
  return markup`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings</h2>
${shown.length < 2 ? NOTHING : overview(shown)}
${more(findings.length - shown.length)}
${shown.map((finding, index) => findingCard(finding, anchorOf(index)))}
</section>`;
}

/** Data quality: apart from the findings, so that mess is not read as malice. */
export function qualitySection({ quality }: ScanReport): Markup {
  if (quality.length === 0) return NOTHING;
  const shown = quality.slice(0, MOST_CARDS);
  const items = shown.map(
    (finding) =>
      markup`<tr><td>${patternTitle(finding.pattern)}</td><td class="number">${countText(finding.records.total)}</td><td>${finding.summary}<br><span class="faint">${finding.suggestedAction}</span></td></tr>`,
  );
  return markup`<section id="quality" aria-labelledby="quality-title">
<h2 id="quality-title">Data quality</h2>
<p class="intro">Ordinary mess that is worth knowing before training. None of it counts as a sign of poisoning.</p>
<table class="plain stack"><thead><tr><th scope="col">What</th><th scope="col" class="number">Records</th><th scope="col">Seen, and what to do</th></tr></thead><tbody>${items}</tbody></table>
${more(quality.length - shown.length)}
</section>`;
}

function overview(findings: readonly Finding[]): Markup {
  const items = findings.map(
    (finding, index) =>
      markup`<tr class="${standing(finding)}"><td><a href="#${anchorOf(index)}">${patternTitle(finding.pattern)}</a></td><td>${finding.outcome === null ? '' : dataName(finding.outcome, 40)}</td><td class="number">${countText(finding.records.total)}</td><td>${finding.decision === null ? certaintyOf(finding.evidence).words : 'accepted'}</td></tr>`,
  );
  return markup`<table class="plain stack overview"><thead><tr><th scope="col">Pattern</th><th scope="col">Label</th><th scope="col" class="number">Records</th><th scope="col">How sure</th></tr></thead><tbody>${items}</tbody></table>`;
}

function more(count: number): Markup {
  return count > 0
    ? markup`<p class="notice">${countText(count)} more are in the JSON report.</p>`
    : NOTHING;
}

function anchorOf(index: number): string {
  return `finding-${index + 1}`;
}
