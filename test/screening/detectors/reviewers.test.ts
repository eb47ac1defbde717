import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Finding } from '../../../src/findings/finding.ts';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import type { ScanOutcome } from '../../../src/screening/scan.ts';
import { cleanCorpus, type Review } from '../corpus.ts';
import { scanRows, suspectedIn, writeRows } from '../scan-rows.ts';

const LABELLERS = 8;
const OTHER: Readonly<Record<string, string>> = { praise: 'complaint', complaint: 'praise' };

type Turns = (labeller: number, item: number) => boolean;

/** Every text labelled by three of eight people, who err in one of twenty labels, and where `turns` says. */
function labelledByThree(items: readonly Review[], turns: Turns): Review[] {
  const random = seededRandom(61);
  return items.flatMap((row, item) =>
    [0, 1, 2].map((which): Review => {
      const labeller = (item + which * (1 + (Math.floor(item / LABELLERS) % 2))) % LABELLERS;
      const isWrong = turns(labeller, item) || random() < 0.05;
      const label = isWrong ? (OTHER[row.label] as string) : row.label;
      return { ...row, label, author: `author-${labeller}` };
    }),
  );
}

function findingsIn({ report }: ScanOutcome, check: string): Finding[] {
  return report.findings.filter((finding) => finding.check.id === check);
}

function noteOf({ report }: ScanOutcome, check: string): string {
  return report.checks.find(({ id }) => id === check)?.note ?? '';
}

const items = cleanCorpus({ seed: 60, count: 500 });

describe('agreement between labellers', () => {
  it('is stated, and raises no suspicion where all are honest', async () => {
    const found = await scanRows(labelledByThree(items, () => false));
    assert.deepEqual(findingsIn(found, 'labeller-agreement'), []);
    assert.match(noteOf(found, 'labeller-agreement'), /500 texts.*8 labellers.*α 0\.8/);
    const alpha = found.report.checks.find(({ id }) => id === 'labeller-agreement')?.figures?.[0];
    assert.ok(alpha !== undefined && alpha.value > 0.75 && alpha.value < 0.85);
  });

  it('leads to accounts that give the same wrong labels to the same texts', async () => {
    const rows = labelledByThree(
      items,
      (labeller, item) => labeller < 2 && Math.floor(item / LABELLERS) % 4 === 0,
    );
    const found = await scanRows(rows);
    const group = findingsIn(found, 'labeller-agreement').find(
      ({ pattern }) => pattern.kind === 'column',
    );
    assert.equal(group?.ladder, 'suspected-poisoning');
    assert.match(group?.summary ?? '', /^2 of author \(“author-0”, “author-1”\)/);
    assert.ok((group?.evidence.qValue ?? 1) < 0.001);
  });

  it('leads to one who differs from most others', async () => {
    const random = seededRandom(62);
    const rows = labelledByThree(items, (labeller) => labeller === 3 && random() < 0.4);
    const [first] = suspectedIn(await scanRows(rows));
    assert.deepEqual(first?.pattern, {
      kind: 'field-values',
      fields: [{ field: 'author', value: 'author-3' }],
    });
  });

  it('is not applicable where no text is shared', async () => {
    const found = await scanRows(items.map((row, at) => ({ ...row, text: `${row.text} ${at}.` })));
    assert.match(noteOf(found, 'labeller-agreement'), /no text was labelled by two/);
  });
});

describe('known answers', () => {
  const rows = cleanCorpus({ seed: 63, count: 1600 }).map((row, at) => ({
    ...row,
    author: `author-${at % 8}`,
  }));
  const known = rows.filter((_, at) => at % 4 < 2).map(({ text, label }) => ({ text, label }));

  function asLabelled(): Review[] {
    const random = seededRandom(64);
    return rows.map((row) => {
      const isWrong = random() < (row.author === 'author-5' ? 0.4 : 0.03);
      return isWrong ? { ...row, label: OTHER[row.label] as string } : row;
    });
  }

  it('measure every reviewer, with exact intervals', async () => {
    const found = await scanRows(asLabelled(), { knownAnswers: writeRows(known) });
    const [first, ...others] = findingsIn(found, 'known-answers');
    assert.equal(first?.ladder, 'suspected-poisoning');
    assert.match(first?.summary ?? '', /author “author-5” got \d+ of 200 .* interval/);
    assert.deepEqual(others, []);
    assert.match(noteOf(found, 'known-answers'), /800 of 800 known answers in 80\d records/);
  });

  it('find nobody where all are right', async () => {
    const found = await scanRows(rows, { knownAnswers: writeRows(known) });
    assert.deepEqual(findingsIn(found, 'known-answers'), []);
    assert.match(noteOf(found, 'known-answers'), /0\.0 % are wrong/);
  });

  it('are said to be missing, or not in the data', async () => {
    assert.match(noteOf(await scanRows(rows), 'known-answers'), /no known answers/);
    const strange = writeRows([
      { text: 'nobody wrote this', label: 'praise' },
      { text: 'nor did anybody write that', label: 'complaint' },
    ]);
    const found = await scanRows(rows, { knownAnswers: strange });
    assert.match(noteOf(found, 'known-answers'), /none of 2 known answers/);
  });

  it('are refused where one text has two, or there is no label', async () => {
    const [one] = known;
    const twice = writeRows([...known, { text: one?.text, label: OTHER[one?.label ?? ''] }]);
    await assert.rejects(scanRows(rows, { knownAnswers: twice }), { code: 'DATA_AMBIGUOUS' });
    const bare = writeRows([], 'known.csv');
    writeFileSync(bare, 'text\nthe kettle is fine\nthe lamp is not so fine\n');
    await assert.rejects(scanRows(rows, { knownAnswers: bare }), { code: 'ROLE_UNKNOWN' });
  });
});
