import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderModelJUnit } from '../../../src/report/model/model-junit.ts';
import { readMarkup, type Tag } from '../markup-structure.ts';
import { MODEL_REPORTS } from './sample-model-report.ts';

const PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n';

function read(name: string): (element: string) => readonly Tag[] {
  const xml = renderModelJUnit(MODEL_REPORTS[name] ?? assert.fail());
  assert.ok(xml.startsWith(PROLOG));
  const tags = readMarkup(xml.slice(PROLOG.length));
  return (element) => tags.filter((tag) => tag.name === element);
}

for (const name of Object.keys(MODEL_REPORTS)) {
  test(`the ${name} report on model files is well-formed JUnit XML whose counts are right`, () => {
    const tags = read(name);
    const [suite] = tags('testsuite');
    assert.equal(suite?.attributes.get('tests'), String(tags('testcase').length));
    assert.equal(suite?.attributes.get('failures'), String(tags('failure').length));
    assert.equal(suite?.attributes.get('errors'), String(tags('error').length));
  });
}

test('whatever may not be loaded turns a build red; what passed does not', () => {
  const red = (name: string): number => read(name)('failure').length + read(name)('error').length;
  assert.equal(red('pass'), 0);
  assert.equal(red('held'), 1);
  assert.equal(red('inconclusive'), 1);
  assert.equal(red('nothing'), 1);
  assert.equal(red('fail'), 4);
});

test('a failure names its rule and says what was found', () => {
  const [failure] = read('fail')('failure');
  assert.equal(failure?.attributes.get('type'), 'pickle.forbidden-call');
  assert.match(failure?.attributes.get('message') ?? '', /os\.system/);
});
