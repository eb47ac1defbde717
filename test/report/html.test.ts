import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { dataText } from '../../src/report/html/data-text.ts';
import { markup } from '../../src/report/html/markup.ts';
import { renderHtml } from '../../src/report/html/render-html.ts';
import type { Tag } from './markup-structure.ts';
import { readMarkup } from './markup-structure.ts';
import { SAMPLE_REPORTS } from './sample-report.ts';

const DOCTYPE = '<!doctype html>\n';
const ELEMENTS = new Set(
  'html head meta title style body header main footer section article h1 h2 h3 h4 p span code ul ol li dl dt dd div table caption thead tbody tr th td a b small br bdi mark blockquote details summary figure figcaption svg rect path'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  'lang charset http-equiv content name class id aria-label aria-labelledby aria-hidden role title href scope viewBox preserveAspectRatio x y width height d'.split(
    ' ',
  ),
);

function read(html: string): readonly Tag[] {
  assert.ok(html.startsWith(DOCTYPE));
  return readMarkup(html.slice(DOCTYPE.length), ['meta', 'br']);
}

for (const [name, sample] of Object.entries(SAMPLE_REPORTS)) {
  for (const redact of [false, true]) {
    test(`the ${redact ? 'redacted ' : ''}${name} page is well formed, runs nothing and loads nothing`, () => {
      for (const { name: element, attributes } of read(renderHtml(sample(), { redact }))) {
        assert.ok(ELEMENTS.has(element), `<${element}>`);
        for (const [attribute, value] of attributes) {
          assert.ok(ATTRIBUTES.has(attribute), `${attribute} of <${element}>`);
          if (attribute === 'href') assert.match(value, /^#finding-\d+$/);
        }
      }
    });
  }
}

test('the policy allows the one style sheet by its digest, and nothing else', () => {
  const html = renderHtml(SAMPLE_REPORTS['fail']?.() ?? assert.fail(), { redact: false });
  const style = /<style>(?<css>[\s\S]*?)<\/style>/.exec(html)?.groups?.['css'] ?? '';
  const policy = read(html).find(
    ({ attributes }) => attributes.get('http-equiv') === 'Content-Security-Policy',
  );
  assert.equal(
    policy?.attributes.get('content')?.replaceAll('&#39;', "'"),
    `default-src 'none'; style-src 'sha256-${hash('sha256', style, 'base64')}'; img-src data:; base-uri 'none'; form-action 'none'`,
  );
  assert.doesNotMatch(style, /@import|url\(|expression|<\//);
  assert.equal(html.match(/<style/g)?.length, 1);
});

test('identifiers in a page are unique, and links lead to them', () => {
  const tags = read(renderHtml(SAMPLE_REPORTS['labels']?.() ?? assert.fail(), { redact: false }));
  const ids = tags.flatMap(({ attributes }) => attributes.get('id') ?? []);
  assert.equal(new Set(ids).size, ids.length);
  const links = tags.flatMap(({ attributes }) => attributes.get('href') ?? []);
  assert.equal(links.length, 14);
  for (const link of links) assert.ok(ids.includes(link.slice(1)));
});

test('every plot says in words what it draws', () => {
  const tags = read(renderHtml(SAMPLE_REPORTS['fail']?.() ?? assert.fail(), { redact: false }));
  for (const { attributes, inside } of tags.filter(({ name }) => name === 'svg')) {
    const spoken = attributes.get('role') === 'img' && attributes.get('aria-label') !== undefined;
    assert.ok(spoken || attributes.get('aria-hidden') === 'true', inside.join(' '));
  }
});

test('text put into markup stays text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const tags = readMarkup(markup`<p title="${text}">${text}</p>`.toString());
      assert.deepEqual(
        tags.map(({ name }) => name),
        ['p'],
      );
    }),
  );
});

test('a match is highlighted as one piece, with a chip for what is unseen', () => {
  assert.equal(
    dataText('go c\u200bf <b>', [{ start: 3, end: 6 }]).toString(),
    '<bdi>go <mark>c<span class="unseen" title="U+200B zero width space">U+200B</span>f</mark> &lt;b&gt;</bdi>',
  );
});
