import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderJUnit } from '../../src/report/junit.ts';
import type { Tag } from './markup-structure.ts';
import { readMarkup } from './markup-structure.ts';
import { SAMPLE_REPORTS, ticketReport } from './sample-report.ts';
import { TICKET_FINDINGS } from './ticket-findings.ts';

const PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n';
const OUTCOMES = ['failure', 'error', 'skipped'];

function read(xml: string): readonly Tag[] {
  assert.ok(xml.startsWith(PROLOG));
  return readMarkup(xml.slice(PROLOG.length));
}

function named(tags: readonly Tag[], name: string): readonly Tag[] {
  return tags.filter((tag) => tag.name === name);
}

for (const [name, sample] of Object.entries(SAMPLE_REPORTS)) {
  test(`the ${name} report is well-formed JUnit XML whose counts are right`, () => {
    for (const redact of [false, true]) {
      const report = sample();
      const tags = read(renderJUnit(report, { redact }));
      const [suite] = named(tags, 'testsuite');
      assert.equal(named(tags, 'testcase').length, report.checks.length);
      assert.equal(suite?.attributes.get('tests'), String(report.checks.length));
      assert.equal(suite?.attributes.get('errors'), String(named(tags, 'error').length));
      assert.equal(suite?.attributes.get('skipped'), String(named(tags, 'skipped').length));
      for (const tag of tags.filter((each) => OUTCOMES.includes(each.name))) {
        assert.deepEqual(tag.inside, ['testsuites', 'testsuite', 'testcase']);
      }
    }
  });
}

test('findings at the fail level fail their check; a stricter level fails more, never fails none', () => {
  const report = ticketReport({ findings: TICKET_FINDINGS, quality: [], flagged: 1 });
  const failures = (failOn: 'suspected-poisoning' | 'quality-issue' | 'never') =>
    named(read(renderJUnit(report, { redact: false, failOn })), 'failure').length;
  assert.equal(failures('suspected-poisoning'), 4);
  assert.equal(failures('quality-issue'), 5);
  assert.equal(failures('never'), 0);
});

test('a finding that a kept decision covers fails nothing', () => {
  const tags = read(renderJUnit(SAMPLE_REPORTS['decided']?.() ?? assert.fail(), { redact: false }));
  assert.equal(named(tags, 'failure').length, 0);
});

test('a check that did not run is an error, and one that cannot apply is skipped', () => {
  const report = SAMPLE_REPORTS['inconclusive']?.() ?? assert.fail();
  const tags = read(renderJUnit(report, { redact: false }));
  assert.equal(
    named(tags, 'error')[0]?.attributes.get('message'),
    'the time limit of 60 s was reached',
  );
  assert.equal(named(tags, 'skipped')[0]?.attributes.get('message'), 'no baseline was given');
});
