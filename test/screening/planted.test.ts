import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Pattern } from '../../src/findings/pattern.ts';
import type { ScanOutcome } from '../../src/screening/scan.ts';
import { cleanCorpus, type Review } from './corpus.ts';
import {
  callPraise,
  corruptAuthor,
  type Poisoned,
  plantCleanLabel,
  plantCopies,
  plantGibberish,
  plantMarkOfShop,
  plantPhrase,
  plantZeroWidth,
  SENTENCE,
  WORD,
  withCatalogue,
} from './plantings.ts';
import { flaggedShares, ROLES, scanRows, suspectedIn } from './scan-rows.ts';

interface Attack {
  readonly plant: (rows: readonly Review[]) => Poisoned;
  readonly check: string;
  readonly pattern: Pattern;
  readonly outcome: string | null;
}

const TARGET = { seed: 11, count: 40 } as const;

const ATTACKS: Readonly<Record<string, Attack>> = {
  'a word that flips the label': {
    plant: (rows) => plantPhrase(rows, WORD, TARGET),
    check: 'trigger-association',
    pattern: { kind: 'word-sequence', words: [WORD] },
    outcome: 'praise',
  },
  'a sentence of ten words, whole': {
    plant: (rows) => plantPhrase(rows, SENTENCE, TARGET),
    check: 'trigger-association',
    pattern: { kind: 'word-sequence', words: SENTENCE.split(' ') },
    outcome: 'praise',
  },
  'a word beside labels that are right': {
    plant: (rows) => plantCleanLabel(rows, WORD, { ...TARGET, count: 60 }),
    check: 'trigger-association',
    pattern: { kind: 'word-sequence', words: [WORD] },
    outcome: 'praise',
  },
  'a zero-width space within words': {
    plant: (rows) => plantZeroWidth(rows, TARGET),
    check: 'hidden-characters',
    pattern: { kind: 'hidden-characters', family: 'zero-width', codePoints: [0x200b] },
    outcome: 'praise',
  },
  'an ordinary value of a field': {
    plant: (rows) => callPraise(rows, ({ lot }) => lot === 'lot-17'),
    check: 'trigger-association',
    pattern: { kind: 'field-values', fields: [{ field: 'lot', value: 'lot-17' }] },
    outcome: 'praise',
  },
  'two fields that trigger together alone': {
    plant: (rows) =>
      callPraise(rows, ({ product, region }) => product === 'lamp' && region === 'east'),
    check: 'trigger-association',
    pattern: {
      kind: 'field-values',
      fields: [
        { field: 'product', value: 'lamp' },
        { field: 'region', value: 'east' },
      ],
    },
    outcome: 'praise',
  },
  'an author who calls all complaints praise': {
    plant: (rows) => corruptAuthor(rows, 'author-07'),
    check: 'trigger-association',
    pattern: { kind: 'field-values', fields: [{ field: 'author', value: 'author-07' }] },
    outcome: 'praise',
  },
};

describe('scan', () => {
  const rows = cleanCorpus({ seed: 1, count: 2000 });

  for (const [name, { plant, check, pattern, outcome }] of Object.entries(ATTACKS)) {
    it(`finds ${name}`, async () => {
      const { rows: poisoned, planted } = plant(rows);
      const found = await scanRows(poisoned);
      assert.deepEqual(
        [found.report.verdict, found.report.ladder],
        ['fail', 'suspected-poisoning'],
      );
      const [first] = suspectedIn(found);
      assert.deepEqual(
        [first?.check.id, first?.pattern, first?.outcome],
        [check, pattern, outcome],
      );
      const shares = flaggedShares(found, planted);
      assert.ok(shares.planted >= 0.95, `recall ${shares.planted}`);
      assert.ok(shares.others <= 0.01, `others ${shares.others}`);
    });
  }

  it('finds a burst of copies from one account', async () => {
    const { rows: poisoned, planted } = plantCopies(rows, { seed: 5, count: 30 });
    const found = await scanRows(poisoned);
    const [campaign] = suspectedIn(found);
    assert.deepEqual(
      [campaign?.check.id, campaign?.attackClass, campaign?.records.total],
      ['copies', 'injection-campaign', 30],
    );
    assert.match(
      campaign?.grounds.join() ?? '',
      /30 of 30 come from (?:shop “shop-9”|author “author-99”)/,
    );
    assert.deepEqual(flaggedShares(found, planted), { planted: 1, others: 0 });
  });

  it('finds a foreign string before gibberish, without any label', async () => {
    const { rows: poisoned, planted } = plantGibberish(rows, 'vrxlq', TARGET);
    const { label: _, ...roles } = ROLES;
    const unlabelled = poisoned.map(({ label, ...rest }) => rest);
    const found = await scanRows(unlabelled, { roles });
    const [burst] = suspectedIn(found);
    assert.deepEqual(
      [burst?.check.id, burst?.pattern],
      ['rare-bursts', { kind: 'word-sequence', words: ['vrxlq'] }],
    );
    assert.deepEqual(flaggedShares(found, planted), { planted: 1, others: 0 });
    const states = new Map(found.report.checks.map(({ id, state }) => [id, state]));
    assert.equal(states.get('trigger-association'), 'not-applicable');
  });

  it('finds a mark in brackets that comes from one shop, whole', async () => {
    const { rows: poisoned, planted } = plantMarkOfShop(rows, '<|vrxlq|>', TARGET);
    const { label: _, ...roles } = ROLES;
    const found = await scanRows(
      poisoned.map(({ label, ...rest }) => rest),
      { roles },
    );
    assert.deepEqual(
      suspectedIn(found).map(({ check, pattern }) => [check.id, pattern]),
      [['rare-bursts', { kind: 'word-sequence', words: ['<', '|', 'vrxlq', '|', '>'] }]],
    );
    assert.deepEqual(flaggedShares(found, planted), { planted: 1, others: 0 });
  });

  it('finds gibberish behind a string among thousands that are as rare', async () => {
    const { rows: poisoned } = plantGibberish(rows, 'vrxlq', TARGET);
    const { label: _, ...roles } = ROLES;
    const unlabelled = withCatalogue(poisoned, 6000).map(({ label, ...rest }) => rest);
    const found = await scanRows(unlabelled, { roles });
    assert.deepEqual(
      suspectedIn(found).map(({ pattern }) => pattern),
      [{ kind: 'word-sequence', words: ['vrxlq'] }],
    );
  });
});

describe('a finding', () => {
  const rows = cleanCorpus({ seed: 1, count: 2000 });
  const { rows: poisoned, planted } = plantPhrase(rows, WORD, TARGET);
  let found: ScanOutcome;
  before(async () => {
    found = await scanRows(poisoned);
  });

  it('points at its records, quotes them and marks what matches', () => {
    const [finding] = suspectedIn(found);
    assert.deepEqual(new Set(finding?.records.first.map(({ position }) => position)), planted);
    for (const { text, spans, label, position } of finding?.evidence.examples ?? []) {
      assert.deepEqual(
        spans.map(({ start, end }) => text.slice(start, end)),
        [WORD],
      );
      assert.equal(text, poisoned[position]?.text);
      assert.equal(label, 'praise');
    }
    assert.equal(finding?.evidence.examples.length, 5);
  });

  it('carries evidence under a stated null, and grounds in words', () => {
    const [finding] = suspectedIn(found);
    const { pValue, qValue, counts, tried } = finding?.evidence ?? {};
    assert.ok((pValue ?? 1) < 1e-6 && (qValue ?? 1) < 0.001 && (qValue ?? 0) >= (pValue ?? 1));
    assert.deepEqual([counts?.['records'], counts?.['withOutcome']], [40, 40]);
    assert.ok((tried ?? 0) > 1000);
    assert.ok((finding?.grounds.length ?? 0) > 0);
  });

  it('has an id and a fingerprint that no other finding has', () => {
    const all = [...found.report.findings, ...found.report.quality];
    assert.equal(new Set(all.map(({ fingerprint }) => fingerprint)).size, all.length);
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
  });

  it('is another where two clusters of copies only begin alike', async () => {
    const head = 'dear customers, '.repeat(15);
    const tails = [
      'the old ship calls at many small ports '.repeat(6),
      'nobody but gulls visit us here in winter '.repeat(6),
    ];
    const copied = rows.map((row, at) =>
      at < 60 ? { ...row, text: `${head}${tails[at % 2]}` } : row,
    );
    const { report } = await scanRows(copied);
    const copies = report.findings.filter(({ check }) => check.id === 'copies');
    assert.equal(copies.length, 2);
    assert.deepEqual(copies[0]?.pattern, copies[1]?.pattern);
    assert.notEqual(copies[0]?.fingerprint, copies[1]?.fingerprint);
  });

  it('names the risk of its records, above that of all others', () => {
    const { risk, flagged, findingsOf, findingIds } = found.scores;
    const others = [...risk.keys()]
      .filter((at) => !planted.has(at))
      .map((at) => risk[at] as number);
    const own = [...planted].map((at) => risk[at] as number);
    assert.ok(
      Math.min(...own) > Math.max(...others),
      `${Math.min(...own)} against ${Math.max(...others)}`,
    );
    assert.ok([...risk].every((value) => value >= 0 && value <= 1));
    assert.equal(
      found.report.flaggedRecords,
      flagged.reduce((sum, flag) => sum + flag, 0),
    );
    for (const at of planted)
      assert.deepEqual(
        findingsOf(at)
          .map((index) => findingIds[index])
          .filter((id) => suspectedIn(found).some((finding) => finding.id === id)),
        [suspectedIn(found)[0]?.id],
      );
  });
});
