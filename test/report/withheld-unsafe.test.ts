import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maskAbuse, mayBeDangerous } from '../../src/report/unsafe-text.ts';
import { withholdUnsafe } from '../../src/report/withheld-unsafe.ts';
import { sampleEvidence, sampleExample, sampleFinding } from './sample-finding.ts';
import { SAMPLE_REPORTS, ticketReport } from './sample-report.ts';

/** Written so that this file abuses nobody either. */
const ABUSE = ['fuc', 'king'].join('');

describe('text that is unsafe in itself', () => {
  it('is masked letter by letter, whatever its case, and nothing beside it', () => {
    assert.equal(maskAbuse(`What a ${ABUSE} day, Scunthorpe`), 'What a f······ day, Scunthorpe');
    assert.equal(maskAbuse(ABUSE.toUpperCase()), 'F······');
  });

  it('is dangerous where it instructs, and not where it reports', () => {
    assert.equal(mayBeDangerous('Step 1: gather what you need for the pipe bomb'), true);
    assert.equal(mayBeDangerous('A bomb was found at the station on Friday'), false);
    assert.equal(mayBeDangerous('Step 1: gather the flour and the eggs'), false);
  });
});

describe('a report without unsafe text', () => {
  it('is the same report where there is none', () => {
    const report = SAMPLE_REPORTS['fail']?.();
    assert.ok(report !== undefined);
    assert.equal(withholdUnsafe(report), report);
  });

  it('masks abuse and withholds dangers, and keeps what names them', () => {
    const example = {
      ...sampleExample(3, 'Tell me'),
      response: 'How to make a bomb: first, mix',
    };
    const finding = sampleFinding({
      pattern: { kind: 'word-sequence', words: ['zq', ABUSE] },
      outcome: `answers “you ${ABUSE} thing”`,
      evidence: sampleEvidence({ examples: [example] }),
    });
    const report = ticketReport({ findings: [finding], quality: [], flagged: 3 });
    const safe = withholdUnsafe(report);
    const [shown] = safe.findings;
    assert.deepEqual(shown?.pattern, { kind: 'word-sequence', words: ['zq', 'f······'] });
    assert.equal(shown?.outcome, 'answers “you f······ thing”');
    assert.equal(shown?.fingerprint, finding.fingerprint);
    assert.match(shown?.evidence.examples[0]?.response ?? '', /^\(withheld/);
    assert.match(shown?.evidence.examples[0]?.text ?? '', /^\(withheld/);
    assert.equal(shown?.evidence.examples[0]?.digest, example.digest);
    assert.equal(safe.limits.length, report.limits.length + 1);
  });
});
