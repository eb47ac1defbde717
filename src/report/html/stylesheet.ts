/** The one style sheet of a report. Colours keep WCAG AA contrast on their grounds, in both schemes. */
export const STYLESHEET = `
:root {
  color-scheme: light dark;
  --paper: #f7f5f0; --surface: #fffefb; --sunk: #f1eee6;
  --ink: #22201c; --soft: #5d584e; --line: #dfdace; --hair: #ebe7dd;
  --bad: #9c2420; --good: #1f6340; --warn: #7d4e00;
  --found: #b4472f; --usual: #8d8676; --track: #efebe2;
  --mark: #ffe3a3; --mark-line: #c98a12; --unseen: #f6d9d2; --unseen-ink: #8a1f14;
  --serif: Charter, 'Iowan Old Style', 'Source Serif 4', 'Noto Serif', Georgia, Cambria, serif;
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif;
  --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171613; --surface: #1f1d1a; --sunk: #282521;
    --ink: #ebe6dc; --soft: #aba496; --line: #3a362f; --hair: #2d2a25;
    --bad: #f29387; --good: #86cda0; --warn: #e6bb6a;
    --found: #e07a5f; --usual: #8d8676; --track: #2c2924;
    --mark: #5d450f; --mark-line: #d9a43a; --unseen: #55241d; --unseen-ink: #ffb8ab;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body {
  margin: 0 auto; padding: 0 1.5rem 4rem; max-width: 60rem; color: var(--ink);
  font: 1rem/1.55 var(--sans); font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
h1, h2, h3, h4, p, ul, ol, dl, dd, figure, blockquote { margin: 0; padding: 0; }
h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.2; text-wrap: balance; }
h2 { font-size: 1.6rem; margin: 3.5rem 0 .35rem; letter-spacing: -.01em; }
h4 { font-size: .8125rem; font-weight: 600; color: var(--soft); margin-bottom: .35rem; }
ul, ol { list-style: none; }
a { color: inherit; text-decoration-color: var(--usual); text-underline-offset: .2em; }
a:hover { text-decoration-color: currentcolor; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--found); outline-offset: 3px; border-radius: 2px; }
code { font: .8125em/1.5 var(--mono); }
bdi { unicode-bidi: isolate; }
.faint, .intro { color: var(--soft); }
.intro { max-width: 42rem; margin-bottom: 1.25rem; }
.number { text-align: right; white-space: nowrap; }

.banner { padding: 1.75rem 0 2.25rem; }
.masthead { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; color: var(--soft); font-size: .875rem; padding-bottom: .9rem; border-bottom: 1px solid var(--line); }
.brand { font: 600 1.0625rem var(--serif); color: var(--ink); letter-spacing: .01em; }
.verdict { display: inline-block; margin: 2.5rem 0 .9rem; padding: .2rem .8rem; border-radius: 99rem; font-size: .875rem; font-weight: 650; color: var(--paper); background: var(--tone); }
.fail { --tone: var(--bad); } .pass { --tone: var(--good); } .held, .inconclusive { --tone: var(--warn); }
.banner h1 { font-size: clamp(2.1rem, 6vw, 3.25rem); letter-spacing: -.02em; }
.lead { font: 1.25rem/1.5 var(--serif); max-width: 40rem; margin-top: .75rem; text-wrap: pretty; }
.rules { margin-top: 1.1rem; font-size: .875rem; color: var(--soft); }
.rules li { padding-left: .9rem; border-left: 3px solid var(--tone); }
.rules li + li { margin-top: .35rem; }
.rules code { color: var(--ink); margin-right: .35rem; }

.figures { display: grid; grid-template-columns: repeat(5, 1fr); background: var(--surface); border: 1px solid var(--line); border-radius: .75rem; overflow: hidden; }
.figures div { display: flex; flex-direction: column-reverse; justify-content: flex-end; padding: 1rem 1.1rem; box-shadow: -1px -1px 0 var(--hair); }
.figures dd { font: 600 1.5rem/1.2 var(--serif); white-space: nowrap; }
.figures dt { font-size: .8125rem; color: var(--soft); }
.facts > details { margin-top: .9rem; }
.columns { display: grid; grid-template-columns: 3fr 2fr; gap: 2rem; padding: .75rem 0; align-items: start; }
.caption, caption { text-align: left; font-size: .8125rem; font-weight: 600; color: var(--soft); padding-bottom: .5rem; }
.notice { margin: 1rem 0; padding: .6rem .9rem; border-left: 3px solid var(--warn); background: var(--sunk); border-radius: 0 .4rem .4rem 0; }
.decided { border-color: var(--good); }

table.plain { width: 100%; border-collapse: collapse; font-size: .9375rem; }
.plain th, .plain td { text-align: left; vertical-align: top; padding: .55rem 1rem .55rem 0; border-bottom: 1px solid var(--hair); font-weight: 400; }
.plain th:last-child, .plain td:last-child { padding-right: 0; }
.plain thead th { font-size: .8125rem; color: var(--soft); border-color: var(--line); white-space: nowrap; }
.plain .number { text-align: right; }
.plain tbody th { font-weight: 600; }
.overview { margin: .75rem 0 2rem; }
.overview td:first-child { width: 55%; }
.overview td:last-child { white-space: nowrap; }
.overview .suspected td:first-child { font-weight: 600; }
.overview .accepted td { color: var(--soft); }
.rows td:first-child { width: 7rem; }
.state { display: block; font-size: .8125rem; font-weight: 400; }
.state.ran { color: var(--good); } .state.not-applicable { color: var(--soft); } .state.not-run { color: var(--bad); font-weight: 600; }
#checks th[scope=row] { width: 24%; } #checks td { width: 38%; }

.finding { --tone: var(--usual); position: relative; margin-top: 1.5rem; padding: 1.6rem 1.75rem 1.25rem; background: var(--surface); border: 1px solid var(--line); border-radius: .75rem; overflow: hidden; scroll-margin-top: 1rem; }
.finding::before { content: ''; position: absolute; inset: 0 0 auto; height: 3px; background: var(--tone); }
.finding.suspected { --tone: var(--bad); } .finding.accepted { --tone: var(--good); }
.tags { display: flex; flex-wrap: wrap; gap: .2rem .9rem; font-size: .8125rem; color: var(--soft); }
.step { color: var(--tone); font-weight: 650; } .observed .step, .accepted .step { color: var(--soft); }
.id { margin-left: auto; font-family: var(--mono); font-size: .75rem; }
.finding h3 { font-size: 1.45rem; margin-top: .35rem; letter-spacing: -.01em; }
.measures { display: flex; flex-wrap: wrap; gap: .75rem 2.5rem; margin: 1rem 0; padding: .8rem 0; border-block: 1px solid var(--hair); }
.measures div { display: flex; flex-direction: column; min-width: 0; }
.measures dt { font-size: .8125rem; color: var(--soft); }
.measures dd { font-weight: 600; }
.measures small { display: block; font-size: .8125rem; font-weight: 400; color: var(--soft); }
.summary { font: 1.125rem/1.5 var(--serif); max-width: 44rem; text-wrap: pretty; }

.finding.file { --tone: var(--warn); } .finding.file.fail { --tone: var(--bad); }
.finding.file h3 { font: 600 1.0625rem/1.45 var(--mono); letter-spacing: 0; }
.finding.file .summary { margin: .2rem 0; }
.facts-found li { --tone: var(--warn); margin-top: 1rem; padding-left: .9rem; border-left: 3px solid var(--tone); }
.facts-found .fail { --tone: var(--bad); } .facts-found .note { --tone: var(--line); }
.place { font-size: .8125rem; color: var(--soft); } .facts-found .place code { color: var(--tone); font-weight: 600; }
.facts-found .note .place code { color: var(--soft); }
.facts-found .faint, .digest { font-size: .875rem; }
.programs { margin-top: 1.4rem; }
.digest { margin-top: 1.2rem; padding-top: .6rem; border-top: 1px solid var(--hair); color: var(--soft); }
pre { margin: .35rem 0 .75rem; padding: .8rem 1rem; max-height: 24rem; overflow: auto; background: var(--sunk); border-radius: .4rem; overflow-wrap: normal; }
.verdicts { margin: .75rem 0 2rem; } .verdicts td:first-child { width: 55%; } .verdicts .faint { font-size: .8125rem; }
.stance { font-weight: 600; color: var(--tone); }

.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 1.5rem 2.5rem; margin: 1.4rem 0; }
figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; font-size: .8125rem; font-weight: 600; color: var(--soft); margin-bottom: .5rem; }
.legend { font-weight: 400; }
.key { display: inline-block; width: .6rem; height: .6rem; border-radius: 2px; margin: 0 .15rem 0 .5rem; }
.found-key { background: var(--found); } .usual-key { background: var(--usual); }
.found { fill: var(--found); } .usual { fill: var(--usual); } .track { fill: var(--track); }
.observed .found, .accepted .found { fill: var(--soft); }
.observed .found-key, .accepted .found-key { background: var(--soft); }
.whisker { fill: none; stroke: var(--ink); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.axis { fill: none; stroke: var(--usual); stroke-width: 1; vector-effect: non-scaling-stroke; }
.bars { display: grid; grid-template-columns: auto 1fr auto; gap: .45rem .75rem; align-items: center; font-size: .875rem; }
.bars svg { width: 100%; height: 1rem; border-radius: 2px; }
.bar-value { font-weight: 600; white-space: nowrap; }
.mix li { display: grid; grid-template-columns: clamp(5rem, 30%, 18rem) 1fr 6.2rem; gap: .75rem; align-items: center; font-size: .875rem; padding: .16rem 0; }
.mix svg { width: 100%; height: .8rem; }
.mix-name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.mix-value { display: grid; grid-template-columns: 1fr 1fr; text-align: right; white-space: nowrap; }
.mix-value > span:only-child { grid-column: 1 / 3; }
.mix-value span { color: var(--soft); }
.timeline { display: block; width: 100%; height: 4.5rem; }
.ends { display: flex; justify-content: space-between; font-size: .75rem; color: var(--soft); padding-top: .2rem; }

.examples { margin: 1.4rem 0; }
.examples li { display: grid; grid-template-columns: 8.5rem 1fr; gap: 1rem; padding: .55rem 0; border-top: 1px solid var(--hair); }
.examples li:last-child { border-bottom: 1px solid var(--hair); }
.where { font-size: .8125rem; color: var(--soft); display: flex; flex-direction: column; min-width: 0; padding-top: .1rem; }
.where span:first-child { font-family: var(--mono); }
.examples .answer { grid-column: 2; font-size: .875rem; }
.examples .answer > span { color: var(--soft); }
blockquote { font-size: .9375rem; line-height: 1.65; overflow: hidden; }
mark { background: var(--mark); color: inherit; border-bottom: 2px solid var(--mark-line); border-radius: 2px; padding: .05em .1em; }
.unseen { font: .6875em/1 var(--mono); color: var(--unseen-ink); background: var(--unseen); border-radius: .25rem; padding: .15em .35em; margin: 0 .1em; white-space: nowrap; vertical-align: .1em; cursor: help; }
.judgement { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); gap: 1.25rem 2.5rem; font-size: .9375rem; }
.judgement li { padding-left: 1rem; position: relative; }
.judgement li + li { margin-top: .35rem; }
.judgement li::before { content: ''; position: absolute; left: 0; top: .62em; width: .35rem; height: .35rem; border-radius: 50%; background: var(--tone); }
.judgement p + h4 { margin-top: .9rem; }
.more { margin-top: 1.1rem; padding-top: .6rem; border-top: 1px solid var(--hair); }

details { font-size: .875rem; }
summary { cursor: pointer; color: var(--soft); padding: .3rem 0; }
summary:hover { color: var(--ink); }
details[open] > summary { color: var(--ink); font-weight: 600; }
details > :not(summary) { margin-bottom: .75rem; }
details .plain { font-size: .875rem; }
details .plain td, details .plain th { padding-block: .3rem; }
.pairs div { display: grid; grid-template-columns: minmax(8rem, 13rem) 1fr; gap: 1rem; padding: .3rem 0; border-bottom: 1px solid var(--hair); font-size: .875rem; }
.pairs dt { color: var(--soft); }
.limits li { padding: .45rem 0; border-bottom: 1px solid var(--hair); }
#limits h3 { margin: 1.75rem 0 .5rem; font-size: 1.15rem; }

@media (max-width: 44rem) {
  body { padding: 0 1rem 3rem; }
  .figures { grid-template-columns: 1fr 1fr; }
  .columns { grid-template-columns: 1fr; }
  .finding { padding: 1.25rem 1.1rem .9rem; }
  .finding h3 { font-size: 1.25rem; }
  .examples li { grid-template-columns: 1fr; gap: .2rem; }
  .where { flex-direction: row; gap: .75rem; }
  .mix li { grid-template-columns: 32% 1fr 5.6rem; gap: .5rem; }
  .pairs div { grid-template-columns: 1fr; gap: 0; }
  .stack thead { position: absolute; clip-path: inset(50%); }
  .stack tr, .stack td, .stack th { display: block; }
  .stack tr { padding: .6rem 0; border-bottom: 1px solid var(--line); }
  .stack td, .stack tbody th { border: 0; padding: .1rem 0; }
  .figures div:last-child { grid-column: 1 / -1; }
  .id { margin-left: 0; }
  .overview tr { line-height: 1.4; }
  .overview td:not(:first-child) { display: inline; color: var(--soft); }
  .overview td:nth-child(2):not(:empty)::before { content: '→ '; }
  .overview td:nth-child(3)::before, .overview td:nth-child(4)::before { content: ' · '; }
  .overview .number::after, #quality .number::after { content: ' records'; }
  .overview td:last-child { white-space: normal; }
  .plain.stack td, .plain.stack th { width: auto !important; text-align: left; }
}
@media print {
  :root { --paper: #fff; --surface: #fff; --sunk: #f4f4f4; --ink: #000; --soft: #444; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .finding, .figures { break-inside: avoid-page; border-color: #bbb; }
  h2, h3, h4 { break-after: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
