import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { displayWidth } from '../../src/report/terminal/display-width.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { SAMPLE_REPORTS } from './sample-report.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{DI}]|(?! )\p{Zs}/u;

// Update the files: node --test --test-update-snapshots test/report/terminal.test.ts
for (const name of ['fail', 'pass', 'decided', 'inconclusive', 'labels']) {
  test(`the ${name} report reads as in fixtures/${name}.txt`, (t) => {
    const text = renderTerminal(SAMPLE_REPORTS[name]?.() ?? assert.fail(), {
      color: false,
      width: 90,
      redact: false,
      htmlPath: 'report.html',
    });
    t.assert.fileSnapshot(text, join(FIXTURES, `${name}.txt`), {
      serializers: [(value: string) => value],
    });
  });
}

for (const [name, sample] of Object.entries(SAMPLE_REPORTS)) {
  test(`the ${name} report prints no control, bidi or invisible character`, () => {
    for (const redact of [false, true]) {
      const text = renderTerminal(sample(), { color: false, width: 80, redact });
      assert.doesNotMatch(text, UNSEEN);
    }
  });

  test(`colour adds only colour to the ${name} report, and every colour ends on its line`, () => {
    const painted = renderTerminal(sample(), { color: true, width: 80, redact: false });
    assert.doesNotMatch(stripVTControlCharacters(painted), UNSEEN);
    for (const line of painted.split('\n')) {
      const codes = line.split('\u001b').slice(1);
      for (const code of codes) assert.match(code, /^\[(?:0|1|2|33|1;7|1;3[123])m/);
      assert.match(codes.at(-1) ?? '[0m', /^\[0m/);
    }
  });

  test(`no line of the ${name} report is wider than the terminal`, () => {
    for (const width of [40, 72, 100]) {
      const text = renderTerminal(sample(), { color: false, width, redact: false });
      for (const line of text.split('\n')) assert.ok(displayWidth(line) <= width, line);
    }
  });
}

test('the verdict is the first thing said', () => {
  const text = renderTerminal(SAMPLE_REPORTS['fail']?.() ?? assert.fail(), {
    color: false,
    width: 80,
    redact: false,
  });
  assert.equal(text.trimStart().split('\n')[0], '✗ FAIL  Suspected poisoning');
});

test('ten findings are shown, and the rest is counted', () => {
  const text = renderTerminal(SAMPLE_REPORTS['labels']?.() ?? assert.fail(), {
    color: false,
    width: 80,
    redact: false,
  });
  assert.match(text, /\n {2}10 {2}/);
  assert.doesNotMatch(text, /\n {2}11 {2}/);
  assert.match(text, /4 more in the report/);
});
