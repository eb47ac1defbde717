import type { Plot } from '../../../findings/finding.ts';
import type { MixShare } from '../../mix-shares.ts';
import { mixShares } from '../../mix-shares.ts';
import { shareText } from '../../number-text.ts';
import { shortened } from '../../shortened.ts';
import { dataName } from '../data-text.ts';
import type { Markup } from '../markup.ts';
import { markup } from '../markup.ts';

type Mix = Extract<Plot, { kind: 'mix' }>;

const MOST_CATEGORIES = 6;
const LONGEST_NAME = 48;
const LONGEST_TITLE = 300;

/** A pair of bars for each category: its share of the pattern's records, and of all records. */
export function mixPlot(plot: Mix): Markup {
  const shares = mixShares(plot.rows, MOST_CATEGORIES);
  return markup`<figure class="plot">
<figcaption>${plot.title} <span class="legend"><span class="key found-key"></span>these records <span class="key usual-key"></span>all records</span></figcaption>
<ul class="mix">${shares.map(category)}</ul>
</figure>`;
}

function category({ category: name, found, all }: MixShare): Markup {
  const percent = (share: number) => (Math.min(1, share) * 100).toFixed(2);
  return markup`<li>
<span class="mix-name" title="${shortened(name, LONGEST_TITLE)}">${dataName(name, LONGEST_NAME)}</span>
<svg viewBox="0 0 100 12" preserveAspectRatio="none" role="img" aria-label="${shareText(found)} of these records, ${shareText(all)} of all"><rect class="track" width="100" height="12"/><rect class="found" width="${percent(found)}" height="7"/><rect class="usual" y="8" width="${percent(all)}" height="4"/></svg>
<span class="mix-value"><b>${shareText(found)}</b> <span>${shareText(all)}</span></span>
</li>`;
}
