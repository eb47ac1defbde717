import type { ModelScanReport } from '../../../findings/model-file-report.ts';
import type { Markup } from '../../html/markup.ts';
import { markup, NOTHING } from '../../html/markup.ts';
import { approvableFiles, approvalPolicy } from '../approval.ts';

/** How a person lets a held file pass: by its digest, in a policy file. */
export function approvalSection(report: ModelScanReport): Markup {
  if (approvableFiles(report).length === 0) return NOTHING;
  return markup`<section id="approve" aria-labelledby="approve-title">
<h2 id="approve-title">To approve what is held</h2>
<p class="intro">Once somebody has looked at a file and answers for it, its digest goes into a policy file, and <code>--policy FILE</code> lets exactly these bytes pass.</p>
<pre><code>${approvalPolicy(report).map((line) => markup`${line}\n`)}</code></pre>
</section>`;
}
