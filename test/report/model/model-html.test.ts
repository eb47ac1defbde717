import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderModelHtml } from '../../../src/report/model/html/render-model-html.ts';
import { readMarkup, type Tag } from '../markup-structure.ts';
import { HELD, MODEL_REPORTS, modelFile, modelReport } from './sample-model-report.ts';

const DOCTYPE = '<!doctype html>\n';
const ELEMENTS = new Set(
  'html head meta title style body header main footer section article h1 h2 h3 h4 p span code pre a ul ol li dl dt dd div table thead tbody tr th td bdi details summary figure figcaption'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  'lang charset http-equiv content name class id aria-label aria-labelledby title href scope'.split(
    ' ',
  ),
);

function read(html: string): readonly Tag[] {
  assert.ok(html.startsWith(DOCTYPE));
  return readMarkup(html.slice(DOCTYPE.length), ['meta', 'br']);
}

for (const [name, report] of Object.entries(MODEL_REPORTS)) {
  test(`the ${name} page on model files is well formed, runs nothing and loads nothing`, () => {
    const tags = read(renderModelHtml(report));
    const ids = tags.flatMap(({ attributes }) => attributes.get('id') ?? []);
    assert.equal(new Set(ids).size, ids.length);
    for (const { name: element, attributes } of tags) {
      assert.ok(ELEMENTS.has(element), `<${element}>`);
      for (const [attribute, value] of attributes) {
        assert.ok(ATTRIBUTES.has(attribute), `${attribute} of <${element}>`);
        if (attribute === 'href') assert.ok(ids.includes(value.slice(1)) && value.startsWith('#'));
      }
    }
  });
}

test('the page has the strict policy of every report', () => {
  const html = renderModelHtml(MODEL_REPORTS['fail'] ?? assert.fail());
  assert.match(
    html,
    /Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-/,
  );
  assert.equal(html.match(/<style/g)?.length, 1);
});

test('a file shows its rule, its byte, its digest and what it would run; a member is named', () => {
  const html = renderModelHtml(MODEL_REPORTS['fail'] ?? assert.fail());
  for (const text of [
    'pickle.forbidden-call at byte 499 (0x1f3)',
    'v1 = os.system(',
    'inner.zip',
    'a/data.pkl',
    HELD.digest ?? assert.fail(),
    'Version control: models/.git',
  ]) {
    assert.ok(html.includes(text), text);
  }
});

test('thousands of files make a page of bounded size', () => {
  const files = Array.from({ length: 3000 }, (_, index) => ({ ...HELD, path: `m/${index}.pkl` }));
  const passed = files.map(({ path }) => modelFile({ path: `${path}.npy` }));
  const html = renderModelHtml(modelReport('held', [...files, ...passed]));
  assert.ok(html.length < 1_500_000, `${html.length}`);
});
