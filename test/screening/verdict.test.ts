import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../../src/findings/finding.ts';
import { LADDER_STEPS, type LadderStep } from '../../src/findings/ladder.ts';
import type { CheckRun } from '../../src/findings/scan-report.ts';
import { decideVerdict, type VerdictInput } from '../../src/screening/verdict.ts';
import { sampleFinding } from '../report/sample-finding.ts';

const RAN: CheckRun = {
  id: 'copies',
  version: 1,
  title: 'Copies',
  state: 'ran',
  note: '',
  misses: '',
  tried: 1,
};

function finding(ladder: LadderStep, accepted = false): Finding {
  return {
    ...sampleFinding({ pattern: { kind: 'copies', template: 'hello', exact: true } }),
    ladder,
    decision: accepted ? { verdict: 'accepted', reason: 'ours', by: 'me', expires: null } : null,
  };
}

function decide(changes: Partial<VerdictInput>): ReturnType<typeof decideVerdict> {
  return decideVerdict({
    findings: [],
    checks: [RAN],
    dataset: { badRowCount: 0, sampled: null },
    maximumBadRows: 0,
    failOn: 'suspected-poisoning',
    stoppedEarly: false,
    ...changes,
  });
}

/** Situation, verdict, ladder, and the rules that spoke other than pass. */
const TABLE: readonly (readonly [
  string,
  Partial<VerdictInput>,
  string,
  string,
  readonly string[],
])[] = [
  ['nothing found', {}, 'pass', 'none', []],
  ['a quality issue', { findings: [finding('quality-issue')] }, 'pass', 'quality-issue', []],
  [
    'a suspicion',
    { findings: [finding('drift'), finding('suspected-poisoning')] },
    'fail',
    'suspected-poisoning',
    ['fail-on'],
  ],
  [
    'a suspicion that was accepted',
    { findings: [finding('quality-issue'), finding('suspected-poisoning', true)] },
    'pass',
    'quality-issue',
    [],
  ],
  [
    'as many bad rows as allowed',
    { dataset: { badRowCount: 3, sampled: null }, maximumBadRows: 3 },
    'pass',
    'none',
    [],
  ],
  [
    'more bad rows than allowed',
    { dataset: { badRowCount: 4, sampled: null }, maximumBadRows: 3 },
    'inconclusive',
    'none',
    ['bad-rows'],
  ],
  [
    'a check that did not run',
    { checks: [RAN, { ...RAN, state: 'not-run' }] },
    'inconclusive',
    'none',
    ['every-check-runs'],
  ],
  [
    'a check that does not apply',
    { checks: [RAN, { ...RAN, state: 'not-applicable' }] },
    'pass',
    'none',
    [],
  ],
  [
    'a sample, which cannot clear the whole',
    { dataset: { badRowCount: 0, sampled: '5 of 9 records' } },
    'inconclusive',
    'none',
    ['sample'],
  ],
  ['a time limit', { stoppedEarly: true }, 'inconclusive', 'none', ['time-limit']],
  [
    'a suspicion and much undone',
    {
      findings: [finding('suspected-poisoning')],
      stoppedEarly: true,
      dataset: { badRowCount: 1, sampled: null },
    },
    'fail',
    'suspected-poisoning',
    ['fail-on', 'bad-rows', 'time-limit'],
  ],
];

describe('decideVerdict', () => {
  for (const [situation, input, verdict, ladder, rules] of TABLE) {
    it(`says ${verdict} of ${situation}`, () => {
      const decided = decide(input);
      assert.deepEqual([decided.verdict, decided.ladder], [verdict, ladder]);
      assert.deepEqual(
        decided.rules.filter((one) => one.verdict !== 'pass').map(({ rule }) => rule),
        rules,
      );
      assert.ok(decided.rules.every(({ reason }) => reason.length > 0));
    });
  }

  it('fails from the step that is asked for', () => {
    LADDER_STEPS.forEach((failOn, lowest) => {
      LADDER_STEPS.forEach((step, height) => {
        const { verdict } = decide({ findings: [finding(step)], failOn });
        assert.equal(verdict, height >= lowest ? 'fail' : 'pass', `${step} against ${failOn}`);
      });
    });
  });
});
