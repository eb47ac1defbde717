import type { ModelScanReport } from '../../../findings/model-file-report.ts';
import { sentence } from '../../finding-words.ts';
import { dataName } from '../../html/data-text.ts';
import type { Markup } from '../../html/markup.ts';
import { markup, NOTHING } from '../../html/markup.ts';
import { bytesText, counted, countText } from '../../number-text.ts';
import { filesWith, formatCounts } from '../model-words.ts';

const MOST_FILES = 500;

/** What passed, for whoever wants to know which bytes exactly. */
export function passedSection(report: ModelScanReport): Markup {
  const passed = filesWith(report, 'pass');
  if (passed.length === 0) return NOTHING;
  const more = passed.length - MOST_FILES;
  const rows = passed
    .slice(0, MOST_FILES)
    .map(
      ({ path, format, bytes, digest, findings }) =>
        markup`<tr><td>${dataName(path, 120)}${findings.map(({ summary }) => markup` <span class="state">${sentence(summary)}</span>`)}</td><td>${sentence(format)}, ${bytesText(bytes)}</td><td><code>${digest ?? ''}</code></td></tr>`,
    );
  return markup`<section id="passed" aria-labelledby="passed-title">
<h2 id="passed-title">${counted(passed.length, 'file')} explained to the byte</h2>
<p class="intro">${formatCounts(passed)}</p>
<details><summary>Which, with their digests</summary><table class="plain stack"><thead><tr><th scope="col">File</th><th scope="col">Format</th><th scope="col">SHA-256</th></tr></thead><tbody>${rows}</tbody></table>${more > 0 ? markup`<p>and ${countText(more)} more, in the JSON report</p>` : NOTHING}</details>
</section>`;
}
