import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { isUriPattern, matchesUri } from '../../src/policy/uri-pattern.ts';

const MATCHES: readonly (readonly [pattern: string, uri: string, matches: boolean])[] = [
  ['https://a.example/**', 'https://a.example/x/y.csv', true],
  ['https://a.example/**', 'https://A.EXAMPLE/x', true],
  ['https://a.example/**', 'https://a.example', true],
  ['https://a.example', 'https://a.example/', true],
  ['https://a.example', 'https://a.example/x', false],
  ['https://a.example/**', 'http://a.example/x', false],
  ['https://a.example/**', 'https://a.example:8443/x', false],
  ['https://a.example:8443/**', 'https://a.example:8443/x', true],
  ['https://*.example/**', 'https://a.example/x', true],
  ['https://*.example/**', 'https://a.b.example/x', false],
  ['https://**.example/**', 'https://a.b.example/x', true],
  ['https://*.example/**', 'https://evilexample/x', false],
  ['https://a.example/**', 'https://a.example.evil.example/x', false],
  ['https://a.example/**', 'https://a.example@evil.example/x', false],
  ['https://a.example/**', 'https://user@a.example/x', false],
  ['https://a.example/data/**', 'https://a.example/data/../secret', false],
  ['https://a.example/data/**', 'https://a.example/data/%2e%2e/secret', false],
  ['https://a.example/data/**', 'https://a.example\\data/x', true],
  ['https://a.example/*.csv', 'https://a.example/x.csv', true],
  ['https://a.example/*.csv', 'https://a.example/.csv', true],
  ['https://a.example/*.csv', 'https://a.example/x/y.csv', false],
  ['https://a.example/a*b*c', 'https://a.example/aXbYc', true],
  ['https://a.example/a*b*c', 'https://a.example/ac', false],
  ['https://a.example/**/z', 'https://a.example/x/y/z', true],
  ['https://a.example/**/z', 'https://a.example/z', true],
  ['https://a.example/.hidden/**', 'https://a.example/.hidden/x', true],
  ['s3://bucket/prefix/**', 's3://bucket/prefix/a/b', true],
  ['s3://bucket/prefix/**', 's3://bucket2/prefix/a', false],
  ['hf://datasets/org/**', 'hf://datasets/org/name@0123', true],
  ['file:///data/**', 'file:///data/x', true],
  ['file:///data/**', 'file:///etc/passwd', false],
  ['https://a.example/**', 'no uri', false],
];

for (const [pattern, uri, matches] of MATCHES) {
  it(`${pattern} ${matches ? 'covers' : 'does not cover'} ${uri}`, () => {
    assert.ok(isUriPattern(pattern));
    assert.equal(matchesUri(uri, pattern), matches);
  });
}

it('a pattern needs a scheme and no user, query or fragment', () => {
  for (const text of [
    'a.example/**',
    'https:/a',
    'https://u@a/x',
    'https://a/x?y',
    'https://a/#x',
    '**',
  ])
    assert.equal(isUriPattern(text), false, text);
});

it('what a pattern without stars covers is what it says', () => {
  fc.assert(
    fc.property(fc.webUrl(), (url) => {
      const { protocol, hostname, port, pathname } = new URL(url);
      const pattern = `${protocol}//${hostname}${port === '' ? '' : `:${port}`}${pathname}`;
      fc.pre(!pattern.includes('*') && isUriPattern(pattern));
      assert.ok(matchesUri(url, pattern));
      assert.equal(matchesUri(url, `${protocol}//other.${hostname}${pathname}`), false);
    }),
    { numRuns: 200 },
  );
});

it('stays quick on patterns of many stars', () => {
  const pattern = `https://a.example/${'*a'.repeat(200)}/${'**/'.repeat(50)}x`;
  assert.equal(
    matchesUri(`https://a.example/${'a'.repeat(2_000)}b/${'y/'.repeat(200)}`, pattern),
    false,
  );
});
