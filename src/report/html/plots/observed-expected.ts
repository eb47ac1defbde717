import type { Plot } from '../../../findings/finding.ts';
import { valueText } from '../../number-text.ts';
import type { Markup } from '../markup.ts';
import { markup } from '../markup.ts';

type ObservedExpected = Extract<Plot, { kind: 'observed-expected' }>;

const ROOM = 1.06;

/** Two bars on one scale; the expected one carries a whisker of one standard deviation each way. */
export function observedExpectedPlot(plot: ObservedExpected): Markup {
  const { observed, expected, standardDeviation, title, unit } = plot;
  const scale = Math.max(observed, expected + standardDeviation, Number.MIN_VALUE) * ROOM;
  const at = (value: number) => ((Math.max(0, value) / scale) * 100).toFixed(2);
  const low = at(expected - standardDeviation);
  const high = at(expected + standardDeviation);
  const expectation = `${valueText(expected)} ± ${valueText(standardDeviation)}`;
  return markup`<figure class="plot">
<figcaption>${title}</figcaption>
<div class="bars" role="img" aria-label="${title}: ${valueText(observed)} ${unit} seen, ${expectation} expected">
<span class="bar-name">seen</span>
<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="10"/><rect class="found" width="${at(observed)}" height="10"/></svg>
<span class="bar-value">${valueText(observed)}</span>
<span class="bar-name">expected</span>
<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="10"/><rect class="usual" width="${at(expected)}" height="10"/><path class="whisker" d="M${low} 5H${high}M${low} 2V8M${high} 2V8"/></svg>
<span class="bar-value">${expectation}</span>
</div>
</figure>`;
}
