/** What the page of a comparison adds to the style sheet of reports. Filters are radio buttons: no script runs. */
export const COMPARISON_STYLES = `
.matrix td, .matrix th { vertical-align: middle; }
.matrix thead .number { text-align: right; }
.matrix .now { border-radius: .3rem; white-space: nowrap; }
.matrix .change { display: inline-block; min-width: 7.5rem; color: var(--soft); font-size: .8125rem; }
.matrix .worse th { color: var(--bad); }
.matrix .worse .change { color: var(--bad); font-weight: 650; }
.matrix .better .change { color: var(--good); }
.filters { margin-top: 1rem; }
.facts > p { margin-top: .75rem; }
.finding > ul { margin: .5rem 0; padding-left: .9rem; border-left: 3px solid var(--line); }
.filters > input { position: absolute; opacity: 0; }
.filters > label { display: inline-block; padding: .25rem .8rem; margin: 0 .35rem 1rem 0; border: 1px solid var(--line); border-radius: 99rem; font-size: .875rem; color: var(--soft); cursor: pointer; }
.filters > input:checked + label { background: var(--ink); color: var(--paper); border-color: var(--ink); }
.filters > input:focus-visible + label { outline: 2px solid var(--found); outline-offset: 3px; }
#rows-different:checked ~ .matrix tbody tr:not(.worse, .better),
#rows-failures:checked ~ .matrix tbody tr:not(.found),
#items-failures:checked ~ .changed > li:not(.regression) { display: none; }
.changed > li { padding: .9rem 0; border-bottom: 1px solid var(--hair); }
.changed .tags { margin-bottom: .3rem; }
.changed .regression .step { color: var(--bad); }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; margin-top: .5rem; }
.sides div { padding: .5rem .75rem; background: var(--sunk); border-radius: .4rem; }
.sides dt { font-size: .75rem; color: var(--soft); }
.regression .sides div:last-child { box-shadow: inset 3px 0 0 var(--bad); }
.improvement .sides div:last-child { box-shadow: inset 3px 0 0 var(--good); }
@media (max-width: 44rem) { .sides { grid-template-columns: 1fr; } }
`;
