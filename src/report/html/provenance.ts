import type { ScanReport } from '../../findings/scan-report.ts';
import { bytesText, countText, durationText } from '../number-text.ts';
import { dataName } from './data-text.ts';
import type { Markup } from './markup.ts';
import { markup, NOTHING } from './markup.ts';

const MOST_FILES = 50;

/** Which bytes were judged, and by what: enough for someone else to repeat the scan. */
export function provenance(report: ScanReport): Markup {
  const { dataset, program } = report;
  const files = dataset.files.slice(0, MOST_FILES);
  const more = dataset.files.length - files.length;
  return markup`<footer aria-label="Provenance">
<h2>Provenance</h2>
<p class="intro">The same bytes, policy and version give the same verdict.</p>
<dl class="pairs">
<div><dt>dataset</dt><dd><code>${dataset.digest}</code></dd></div>
${files.map(
  (file) =>
    markup`<div><dt>${dataName(file.path, 120)}</dt><dd><code>${file.digest}</code> ${file.format}, ${bytesText(file.bytes)}</dd></div>`,
)}
${more > 0 ? markup`<div><dt>files</dt><dd>and ${countText(more)} more, in the JSON report</dd></div>` : NOTHING}
${
  dataset.baseline === null
    ? NOTHING
    : markup`<div><dt>baseline ${dataName(dataset.baseline.name)}</dt><dd><code>${dataset.baseline.digest}</code> ${countText(dataset.baseline.records)} records</dd></div>`
}
${
  dataset.probabilities === undefined
    ? NOTHING
    : markup`<div><dt>probabilities ${dataName(dataset.probabilities.file, 120)}</dt><dd><code>${dataset.probabilities.digest}</code> of ${countText(dataset.probabilities.classes)} classes</dd></div>`
}
<div><dt>program</dt><dd>${program.name} ${program.version} on Node ${program.node}</dd></div>
<div><dt>scanned</dt><dd>${report.started}, in ${durationText(report.seconds)}</dd></div>
</dl>
</footer>`;
}
