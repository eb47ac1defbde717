import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../../src/findings/finding.ts';
import { seededRandom } from '../../src/numerics/seeded-random.ts';
import type { RequestedRoles } from '../../src/records/roles.ts';
import type { ScanOutcome } from '../../src/screening/scan.ts';
import { scanRows, suspectedIn } from './scan-rows.ts';

const ROLES: RequestedRoles = {
  field: ['kind', 'city', 'size'],
  label: ['rent'],
  contributor: ['agent'],
};
const AGENTS = 10;
const COUNT = 1200;

interface Rent {
  readonly kind: string;
  readonly city: string;
  readonly size: number;
  readonly agent: string;
  readonly rent: number;
}

/** Rents that kind, city and size tell, with a tail that nature made long. */
function rents(seed: number): Rent[] {
  const random = seededRandom(seed);
  return Array.from({ length: COUNT }, (_, at) => {
    const [kind, city, size] = [3, 4, 120].map((most) => Math.floor(random() * most)) as [
      number,
      number,
      number,
    ];
    const noise = 25 * Math.tan(2.6 * (random() - 0.5));
    return {
      kind: `kind ${kind}`,
      city: `city ${city}`,
      size,
      agent: `agent ${at % AGENTS}`,
      rent: Number((600 + 400 * kind + 150 * city + 5 * size + noise).toFixed(2)),
    };
  });
}

const scanned = (rows: readonly object[], roles: RequestedRoles = ROLES): Promise<ScanOutcome> =>
  scanRows(rows, { roles });

function findingsOf({ report }: ScanOutcome): Finding[] {
  return report.findings.filter(({ check }) => check.id === 'regression-targets');
}

function checkOf({ report }: ScanOutcome, id = 'regression-targets') {
  return report.checks.find((check) => check.id === id);
}

describe('amounts', () => {
  const rows = rents(3);

  it('raise no suspicion where nobody changed any', async () => {
    for (const seed of [3, 4, 5]) {
      const found = await scanned(rents(seed));
      assert.deepEqual(suspectedIn(found), []);
      assert.equal(checkOf(found)?.state, 'ran');
    }
  });

  it('that were turned round at their mean are found as such', async () => {
    const mean = rows.reduce((sum, { rent }) => sum + rent, 0) / rows.length;
    const turned = new Set(rows.keys().filter((at) => at % 17 === 0));
    const found = await scanned(
      rows.map((row, at) => (turned.has(at) ? { ...row, rent: 2 * mean - row.rent } : row)),
    );
    const [finding, ...others] = suspectedIn(found);
    assert.deepEqual(others, []);
    assert.equal(finding?.attackClass, 'label-flip');
    assert.match(JSON.stringify(finding?.pattern), /turned round at the (?:mean|median)/);
    assert.ok((finding?.evidence.qValue ?? 1) < 1e-6);
    const flagged = [...found.scores.flagged.keys()].filter((at) => found.scores.flagged[at] === 1);
    assert.ok(flagged.filter((at) => turned.has(at)).length > 0.9 * flagged.length);
    assert.ok(flagged.length > 0.5 * turned.size, `${flagged.length} of ${turned.size}`);
  });

  it('that were put in at the upper end for records that predict little form a hump', async () => {
    const cheap = [...rows.keys()].filter((at) => (rows[at] as Rent).rent < 1200).slice(0, 90);
    const poisoned = new Set(cheap);
    const found = await scanned(
      rows.map((row, at) => (poisoned.has(at) ? { ...row, rent: 2600 + (at % 7) * 20 } : row)),
    );
    const [finding] = suspectedIn(found);
    assert.equal(finding?.check.id, 'regression-targets');
    assert.equal(finding?.attackClass, 'availability');
    assert.match(JSON.stringify(finding?.pattern), /gather far above/);
    const right = cheap.filter((at) => found.scores.flagged[at] === 1).length;
    assert.ok(right > 0.9 * cheap.length, `${right} of ${cheap.length}`);
  });

  for (const placeholder of [0, -999])
    it(`of ${placeholder} are taken for missing, and suspect nobody`, async () => {
      const found = await scanned(
        rows.map((row, at) => (at % 17 === 1 ? { ...row, rent: placeholder } : row)),
      );
      assert.deepEqual(suspectedIn(found), []);
      const finding = findingsOf(found).find(({ pattern }) =>
        JSON.stringify(pattern).includes('may stand for a missing amount'),
      );
      assert.equal(finding?.ladder, 'quality-issue');
    });

  it('with the wrong sign are a matter of quality', async () => {
    const found = await scanned(
      rows.map((row, at) => (at % 17 === 1 ? { ...row, rent: -row.rent } : row)),
    );
    assert.deepEqual(suspectedIn(found), []);
    const [finding] = findingsOf(found);
    assert.match(JSON.stringify(finding?.pattern), /turned round at zero/);
    assert.equal(finding?.ladder, 'quality-issue');
  });

  it('that one agent made up lead to him', async () => {
    const random = seededRandom(9);
    const found = await scanned(
      rows.map((row) =>
        row.agent === 'agent 4' ? { ...row, rent: Math.round(600 + 2300 * random()) } : row,
      ),
    );
    const [finding, ...others] = suspectedIn(found);
    assert.deepEqual(others, []);
    assert.deepEqual(finding?.pattern, {
      kind: 'field-values',
      fields: [{ field: 'agent', value: 'agent 4' }],
    });
    assert.equal(found.report.verdict, 'fail');
  });

  it('grade records by how far they are from what is predicted', async () => {
    const { scores } = await scanned(
      rows.map((row, at) => (at === 100 ? { ...row, rent: row.rent + 1500 } : row)),
    );
    const risk = scores.risk[100] as number;
    assert.ok(risk > 0.45 && risk <= 0.5, `${risk}`);
    const others = [...scores.risk].filter((one) => one > 0.45).length;
    assert.ok(others < 0.05 * COUNT, `${others}`);
  });

  it('are looked at by one contributor each without harm', async () => {
    const found = await scanned(rows.map((row, at) => ({ ...row, agent: `agent ${at}` })));
    assert.deepEqual(suspectedIn(found), []);
    assert.equal(checkOf(found)?.state, 'ran');
  });
});

describe('label columns that are neither classes nor amounts', () => {
  const rows = rents(8);
  const withLabel = (label: (row: Rent, at: number) => unknown): Promise<ScanOutcome> =>
    scanned(rows.map((row, at) => ({ ...row, rent: label(row, at) })));

  it('say so where every record has the same', async () => {
    const found = await withLabel(() => 7);
    assert.match(checkOf(found, 'label-issues')?.note ?? '', /every record has the same label/);
    assert.match(checkOf(found)?.note ?? '', /labels are no amounts/);
    assert.equal(found.report.verdict, 'pass');
  });

  it('say so of free text', async () => {
    const found = await withLabel((_, at) => `a remark of its own, number ${at * 31}`);
    assert.match(
      checkOf(found, 'label-issues')?.note ?? '',
      /1200 different values, more than 1000/,
    );
    assert.equal(checkOf(found)?.state, 'not-applicable');
    assert.equal(checkOf(found, 'contributor-influence')?.state, 'not-applicable');
  });

  it('bear numbers that only count records, which nothing predicts', async () => {
    const found = await withLabel((_, at) => 10_000 + at);
    assert.deepEqual(suspectedIn(found), []);
    assert.match(checkOf(found)?.note ?? '', /take away \d % of the usual distance/);
  });

  it('keep grades and names of classes what they are', async () => {
    const graded = await withLabel((_, at) => at % 10);
    assert.equal(checkOf(graded)?.state, 'not-applicable');
    const coded = await withLabel((_, at) => at % 77);
    assert.equal(checkOf(coded)?.state, 'not-applicable');
    assert.equal(checkOf(coded, 'label-issues')?.state, 'ran');
  });

  it('do not judge a handful of amounts', async () => {
    const found = await scanned(rows.slice(0, 60));
    assert.equal(checkOf(found)?.state, 'not-applicable');
    assert.match(checkOf(found)?.note ?? '', /60 amounts are too few/);
  });
});
