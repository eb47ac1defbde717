import type { DatasetSummary, LabelCount, ScanReport } from '../../findings/scan-report.ts';
import { sentence } from '../finding-words.ts';
import { bytesText, counted, countText, durationText, shareText } from '../number-text.ts';
import { dataName } from './data-text.ts';
import type { Markup } from './markup.ts';
import { markup, NOTHING } from './markup.ts';

const MOST_LABELS = 12;

/** The figures of the scan at a glance, and what was read as what. */
export function datasetFacts(report: ScanReport): Markup {
  const { dataset, flaggedRecords, findings, checks } = report;
  const ran = checks.filter(({ state }) => state === 'ran').length;
  const bytes = dataset.files.reduce((sum, file) => sum + file.bytes, 0);
  const flaggedShare =
    dataset.records === 0 ? '' : `flagged, ${shareText(flaggedRecords / dataset.records)} of all`;
  return markup`<section class="facts" aria-label="The data">
<dl class="figures">
${figure(countText(dataset.records), `${dataset.records === 1 ? 'record' : 'records'} in ${bytesText(bytes)}`)}
${figure(countText(flaggedRecords), flaggedShare)}
${figure(countText(findings.length), findings.length === 1 ? 'finding' : 'findings')}
${figure(`${ran} of ${checks.length}`, 'checks ran')}
${figure(durationText(report.seconds), 'to scan')}
</dl>
${dataset.sampled === null ? NOTHING : markup`<p class="notice">Only a part was read: ${sentence(dataset.sampled)}</p>`}
<details><summary>What was read: ${counted(dataset.roles.length, 'column')}, ${counted(dataset.labelCount, 'label')}</summary>
<div class="columns">${roles(dataset)}${labels(dataset)}</div></details>
</section>`;
}

function figure(value: string, caption: string): Markup {
  return markup`<div><dt>${caption}</dt><dd>${value}</dd></div>`;
}

function roles(dataset: DatasetSummary): Markup {
  if (dataset.roles.length === 0) return NOTHING;
  const rows = dataset.roles.map(
    ({ column, role, reason }) =>
      markup`<tr><td>${dataName(column)}</td><td>${role}</td><td class="faint">${sentence(reason)}</td></tr>`,
  );
  return markup`<table class="plain"><caption>Columns and why they have their role</caption><thead><tr><th scope="col">Column</th><th scope="col">Role</th><th scope="col">Why</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function labels(dataset: DatasetSummary): Markup {
  if (dataset.labels.length === 0) return NOTHING;
  const shown = dataset.labels.slice(0, MOST_LABELS);
  const highest = Math.max(1, ...dataset.labels.map(({ records }) => records));
  const more = dataset.labelCount - shown.length;
  return markup`<div><p class="caption">Records by label</p><ul class="mix">${shown.map((label) => labelBar(label, highest))}</ul>
${more > 0 ? markup`<p class="faint">and ${countText(more)} more labels</p>` : NOTHING}</div>`;
}

function labelBar({ label, records }: LabelCount, highest: number): Markup {
  const width = ((records / highest) * 100).toFixed(2);
  return markup`<li><span class="mix-name">${dataName(label, 48)}</span>
<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="8"/><rect class="usual" width="${width}" height="8"/></svg>
<span class="mix-value"><span>${countText(records)}</span></span></li>`;
}
