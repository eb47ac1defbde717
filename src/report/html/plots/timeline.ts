import type { Plot } from '../../../findings/finding.ts';
import { valueText } from '../../number-text.ts';
import type { Markup } from '../markup.ts';
import { markup } from '../markup.ts';

type Timeline = Extract<Plot, { kind: 'timeline' }>;

const MOST_BARS = 90;
const HEIGHT = 40;

/** Counts over equal steps of time or position; more steps than can be drawn are summed up. */
export function timelinePlot(plot: Timeline): Markup {
  const counts = grouped(plot.counts);
  const highest = Math.max(1, ...counts);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const bars = counts.map((count, index) => {
    const height = count === 0 ? 0 : Math.max(0.8, (count / highest) * HEIGHT);
    return markup`<rect class="found" x="${index * 10 + 1}" y="${(HEIGHT - height).toFixed(2)}" width="8" height="${height.toFixed(2)}"/>`;
  });
  const width = Math.max(1, counts.length) * 10;
  return markup`<figure class="plot">
<figcaption>${plot.title} <span class="legend">highest ${valueText(Math.max(0, ...counts))}</span></figcaption>
<svg class="timeline" viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${plot.title}: ${valueText(total)} from ${plot.from} to ${plot.to}, at most ${valueText(highest)} in a step">${bars}<path class="axis" d="M0 ${HEIGHT}H${width}"/></svg>
<div class="ends" aria-hidden="true"><span>${plot.from}</span><span>${plot.to}</span></div>
</figure>`;
}

function grouped(counts: readonly number[]): readonly number[] {
  const size = Math.ceil(counts.length / MOST_BARS) || 1;
  const groups: number[] = [];
  for (let from = 0; from < counts.length; from += size) {
    groups.push(counts.slice(from, from + size).reduce((sum, count) => sum + count, 0));
  }
  return groups;
}
