import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { digestOf } from '../../../src/core/digest.ts';
import { statementBytes } from '../../../src/statements/in-toto/signed-statement.ts';
import { isAbout, parseStatementAs } from '../../../src/statements/in-toto/statement.ts';
import {
  POISON_SCAN,
  poisonScanStatement,
} from '../../../src/statements/predicates/poison-scan.ts';
import { SAMPLE_REPORTS } from '../../report/sample-report.ts';
import { credenceError } from '../throws.ts';

const { hostile, ...REPORTS } = SAMPLE_REPORTS;

const CONTEXT = {
  version: digestOf('version'),
  report: digestOf('report'),
  policy: digestOf('policy'),
  program: digestOf('program'),
};

describe('a scan for poison', () => {
  for (const [name, sample] of Object.entries(REPORTS)) {
    it(`(${name}) is told with its verdict, its grounds and its limits`, () => {
      const report = sample();
      const statement = poisonScanStatement(report, CONTEXT);
      const { predicate } = parseStatementAs(POISON_SCAN, statementBytes(statement));
      assert.equal(predicate.verdict, report.verdict);
      assert.deepEqual(predicate.rules, report.rules);
      assert.deepEqual(predicate.limits, report.limits);
      assert.equal(predicate.policy, CONTEXT.policy);
      assert.equal(predicate.program.digest, CONTEXT.program);
      assert.deepEqual(
        predicate.findings.map(({ fingerprint }) => fingerprint),
        [...report.findings, ...report.quality].map(({ fingerprint }) => fingerprint),
      );
    });
  }

  it('is about the version, the records and each file', () => {
    for (const sample of Object.values(REPORTS)) {
      const report = sample();
      const statement = poisonScanStatement(report, CONTEXT);
      const files = report.dataset.files.map(({ digest }) => digest);
      for (const digest of [CONTEXT.version, report.dataset.digest, ...files])
        assert.equal(isAbout(statement, digest), true);
    }
  });

  it('is not told from a report that has no real time', () => {
    assert.ok(hostile !== undefined);
    assert.throws(
      () => poisonScanStatement(hostile(), CONTEXT),
      credenceError('DATA_MALFORMED', /started: is not a time/),
    );
  });

  it('of a file outside any workspace has no version', () => {
    for (const sample of Object.values(REPORTS)) {
      const statement = poisonScanStatement(sample(), { ...CONTEXT, version: null, program: null });
      assert.equal(isAbout(statement, CONTEXT.version), false);
    }
  });
});
