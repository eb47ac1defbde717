import { visibleText } from '../../../core/visible-text.ts';
import { dataName } from '../../html/data-text.ts';
import type { Markup } from '../../html/markup.ts';
import { markup, NOTHING } from '../../html/markup.ts';
import { counted } from '../../number-text.ts';
import { shortened } from '../../shortened.ts';
import type { PlacedProgram } from '../placed-findings.ts';

const MOST_LINES = 200;
const LONGEST_LINE = 400;

/** Pseudo-code as it is, line by line. */
export function programListing({ text, trail }: PlacedProgram): Markup {
  const lines = text.split('\n');
  const more = lines.length - MOST_LINES;
  const name = trail.map((part) => markup`${dataName(part, 120)} `);
  return markup`<figure>${trail.length === 0 ? NOTHING : markup`<figcaption>${name}</figcaption>`}<pre><code>${lines
    .slice(0, MOST_LINES)
    .map((line) => markup`${visibleText(shortened(line, LONGEST_LINE))}\n`)}</code></pre>${
    more > 0
      ? markup`<p class="faint">and ${counted(more, 'line')} more, in the JSON report</p>`
      : NOTHING
  }</figure>`;
}
