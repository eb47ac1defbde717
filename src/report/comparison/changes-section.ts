import type { ChangedAnswer, ChangedAnswers } from '../../findings/comparison-report.ts';
import { dataName, dataText } from '../html/data-text.ts';
import type { Markup } from '../html/markup.ts';
import { markup, NOTHING } from '../html/markup.ts';
import { countText } from '../number-text.ts';
import { shortened } from '../shortened.ts';

const LONGEST_ANSWER = 600;

/** What the versions answer differently: in clusters, then both outputs side by side. */
export function changesSection({ total, first, clusters }: ChangedAnswers): Markup {
  if (total === 0) return NOTHING;
  return markup`<section id="changes" aria-labelledby="changes-title">
<h2 id="changes-title">${countText(total)} changed answers</h2>
<table class="plain">
<thead><tr><th scope="col">before</th><th scope="col">now</th><th scope="col" class="number">items</th><th scope="col">mostly where</th></tr></thead>
<tbody>${clusters.map(
    ({ old, new: fresh, count, slice, inSlice }) =>
      markup`<tr><td>${dataName(old)}</td><td>${dataName(fresh)}</td><td class="number">${countText(count)}</td><td>${slice === null ? '–' : markup`${dataName(slice, 120)} <span class="faint">(${countText(inSlice)})</span>`}</td></tr>`,
  )}</tbody>
</table>
<div class="filters">
<input type="radio" name="items" id="items-different" checked><label for="items-different">Different</label>
<input type="radio" name="items" id="items-failures"><label for="items-failures">Failures</label>
<ul class="changed">${first.map(changedItem)}</ul>
</div>
${first.length < total ? markup`<p class="faint">The first ${countText(first.length)} are shown, those that became wrong before others.</p>` : NOTHING}
</section>`;
}

function changedItem({
  id,
  set,
  input,
  expected,
  old,
  new: fresh,
  effect,
  tags,
}: ChangedAnswer): Markup {
  const truth = expected === null ? NOTHING : markup`<span>expected ${dataName(expected)}</span>`;
  return markup`<li class="${effect}">
<p class="tags"><span class="step">${EFFECTS[effect]}</span>${truth}<span>${set}</span>${tags.map((tag) => markup`<span>${dataName(tag)}</span>`)}<span class="id">${dataName(id)}</span></p>
<p>${dataText(shortened(input, LONGEST_ANSWER))}</p>
<dl class="sides"><div><dt>before</dt><dd>${dataText(shortened(old, LONGEST_ANSWER))}</dd></div><div><dt>now</dt><dd>${dataText(shortened(fresh, LONGEST_ANSWER))}</dd></div></dl>
</li>`;
}

const EFFECTS: Readonly<Record<ChangedAnswer['effect'], string>> = {
  regression: 'became wrong',
  improvement: 'became right',
  other: 'changed',
};
