import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../../../src/findings/finding.ts';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import type { ScanOutcome } from '../../../src/screening/scan.ts';
import { cleanCorpus, type Review } from '../corpus.ts';
import { scanRows, suspectedIn } from '../scan-rows.ts';

const RECORDS = 2400;
const COLLUDERS = new Set(['author-02', 'author-05', 'author-09', 'author-11']);

function byTwelve(rows: readonly Review[]): Review[] {
  return rows.map((row, at) => ({
    ...row,
    author: `author-${String(at % 12).padStart(2, '0')}`,
  }));
}

function findingsIn({ report }: ScanOutcome): Finding[] {
  return report.findings.filter(({ check }) => check.id === 'targeted-flips');
}

describe('flips in one slice', () => {
  const rows = byTwelve(cleanCorpus({ seed: 81, count: RECORDS }));

  it('lead to those who agreed on it, where others label the slice as it is', async () => {
    const random = seededRandom(82);
    let flips = 0;
    const flipped = rows.map((row) => {
      const isIts =
        row.product === 'heater' && row.label === 'complaint' && COLLUDERS.has(row.author);
      if (!isIts || random() > 0.85) return row;
      flips += 1;
      return { ...row, label: 'praise' };
    });
    assert.ok(flips < 0.025 * RECORDS, `aggregate accuracy hardly moves: ${flips}`);
    const found = await scanRows(flipped);
    const [first] = findingsIn(found);
    assert.deepEqual(
      [first?.ladder, first?.attackClass, first?.outcome],
      ['suspected-poisoning', 'targeted', 'praise'],
    );
    assert.match(JSON.stringify(first?.pattern), /heater/);
    for (const name of COLLUDERS) assert.match(first?.grounds.join(' ') ?? '', new RegExp(name));
    assert.ok((first?.evidence.qValue ?? 1) < 0.001);
  });

  it('are a matter of quality where everybody makes them', async () => {
    const random = seededRandom(83);
    const flipped = rows.map((row) =>
      row.product === 'heater' && random() < 0.35
        ? { ...row, label: row.label === 'praise' ? 'complaint' : 'praise' }
        : row,
    );
    const found = await scanRows(flipped);
    const [first] = findingsIn(found);
    assert.equal(first?.ladder, 'quality-issue');
    assert.match(first?.grounds.join(' ') ?? '', /opposite change is commoner/);
    assert.deepEqual(suspectedIn(found), []);
  });

  it('are seen in a rare label, by its own threshold', async () => {
    const random = seededRandom(84);
    const names = ['hail', 'frost', 'rain', 'wind', 'fog', 'ash'];
    const words = names.map((name) => Array.from({ length: 6 }, (_, at) => `${name}${at}`));
    const many = Array.from({ length: 3000 }, (_, at) => {
      const kind = at % 60 === 0 ? 5 : Math.floor(random() * 5);
      const own = words[kind] as string[];
      const say = (): string => own[Math.floor(random() * own.length)] as string;
      const isFlipped = kind === 5 && random() < 0.45;
      return {
        text: `report ${at % 97} says ${say()} and ${say()} over the hills with ${say()} near town`,
        label: isFlipped ? 'hail' : (names[kind] as string),
      };
    });
    const { report } = await scanRows(many, { roles: { text: ['text'], label: ['label'] } });
    const labels = report.findings.filter(
      ({ check, outcome }) => check.id === 'targeted-flips' && outcome === 'ash',
    );
    assert.equal(labels.length, 1, 'the rare label is named');
    assert.equal(labels[0]?.ladder, 'quality-issue');
  });

  it('are not there in clean data', async () => {
    assert.deepEqual(findingsIn(await scanRows(rows)), []);
  });
});
