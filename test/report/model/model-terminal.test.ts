import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { parse } from 'yaml';
import { digestOf } from '../../../src/core/digest.ts';
import { readPolicy } from '../../../src/modelfiles/policy/read-policy.ts';
import { approvalPolicy } from '../../../src/report/model/approval.ts';
import { renderModelTerminal } from '../../../src/report/model/model-terminal.ts';
import { HOSTILE } from '../hostile-text.ts';
import { FAILING, HELD, MODEL_REPORTS, modelReport } from './sample-model-report.ts';

const PLAIN = { color: false, width: 100, explain: false } as const;

for (const name of ['pass', 'fail', 'held', 'nothing']) {
  for (const explain of name === 'fail' ? [false, true] : [false]) {
    test(`the ${name} report on model files ${explain ? 'explained ' : ''}reads as kept in fixtures`, (t) => {
      const text = renderModelTerminal(MODEL_REPORTS[name] ?? assert.fail(), { ...PLAIN, explain });
      const file = join(
        import.meta.dirname,
        'fixtures',
        `${name}${explain ? '-explained' : ''}.txt`,
      );
      t.assert.fileSnapshot(text, file, { serializers: [(value: string) => value] });
    });
  }
}

test('nothing of a hostile file reaches the terminal unseen', () => {
  const report = MODEL_REPORTS['hostile'] ?? assert.fail();
  for (const explain of [false, true]) {
    const text = renderModelTerminal(report, { ...PLAIN, explain });
    assert.doesNotMatch(text, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{DI}]/u);
  }
});

test('colour changes nothing but colour', () => {
  const report = MODEL_REPORTS['fail'] ?? assert.fail();
  const coloured = renderModelTerminal(report, { ...PLAIN, color: true });
  const stripped = stripVTControlCharacters(coloured);
  assert.notEqual(coloured, stripped);
  assert.equal(stripped, renderModelTerminal(report, PLAIN));
});

test('many files are a handful of lines, and all of them where they are asked for', () => {
  const files = Array.from({ length: 500 }, (_, index) => ({ ...FAILING, path: `m/${index}.pkl` }));
  const report = modelReport('fail', files);
  assert.ok(renderModelTerminal(report, PLAIN).split('\n').length < 80);
  const explained = renderModelTerminal(report, { ...PLAIN, explain: true });
  for (const { path } of files) assert.ok(explained.includes(path));
});

test('a library’s policy is offered where a refused file is of that library, and no other', () => {
  const libraryPolicies = ['library:sklearn', 'library:torch'];
  const noteFor = (program: string): string => {
    const report = modelReport('fail', [{ ...FAILING, program }]);
    const text = renderModelTerminal(report, { ...PLAIN, libraryPolicies });
    return /--policy .*/.exec(text)?.[0] ?? '';
  };
  assert.equal(noteFor('from sklearn.svm import SVC  # at 0x2'), '--policy library:sklearn.');
  assert.equal(noteFor('from os import system  # at 0x2'), '');
  assert.equal(noteFor("v1 = 'from sklearn.svm import SVC'"), '');
});

test('the approval is a policy that approves exactly the held files', () => {
  const copy = { ...HELD, path: 'a copy.pkl' };
  const lines = approvalPolicy(modelReport('held', [HELD, copy]));
  const policy = readPolicy(lines.join('\n'));
  assert.deepEqual([...policy.approvedFiles.keys()], [HELD.digest]);
});

test('of a policy of the user’s own, only the lines to add are shown', () => {
  const report = modelReport('held', [HELD]);
  const lines = approvalPolicy({ ...report, policy: { ...report.policy, name: 'churn-models' } });
  assert.deepEqual(Object.keys(parse(lines.join('\n'))), ['files']);
});

test('no name of a file leaves its comment in an approval', () => {
  const hostile = MODEL_REPORTS['hostile'] ?? assert.fail();
  const files = hostile.files.map((file) => ({ ...file, digest: digestOf(file.path) }));
  const policy = parse(approvalPolicy({ ...hostile, files }).join('\n'));
  assert.deepEqual(Object.keys(policy), ['name', 'extends', 'files']);
  assert.equal(Object.keys(policy.files).length, new Set(HOSTILE).size);
  for (const [digest, reason] of Object.entries(policy.files)) {
    assert.match(digest, /^sha256:[0-9a-f]{64}$/);
    assert.equal(reason, 'WHO looked at it, WHEN and WHY');
  }
});
