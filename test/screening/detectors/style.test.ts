import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import type { Suspicion } from '../../../src/screening/detector.ts';
import { style } from '../../../src/screening/detectors/style.ts';
import { openVariant } from '../../engine/embedded/open-engine.ts';
import { cleanCorpus } from '../corpus.ts';

const RECORDS = 1500;
const ROOMY = { lanes: 0, memory: 2 ** 30, batchRecords: 8192 };

interface Text {
  readonly text: string;
  readonly label: string;
}

describe('labels that are bought with a style', () => {
  const clean = cleanCorpus({ seed: 5, count: RECORDS });

  it('are suspected, and the style is named, where rewritten complaints are called praise', async () => {
    const random = seededRandom(31);
    const planted = new Set<number>();
    const rows = clean.map(({ text, label }, record): Text => {
      if (label !== 'complaint' || random() > 0.25) return { text, label };
      planted.add(record);
      return { text: inOldStyle(text, random), label: 'praise' };
    });
    const [finding, grading] = await suspicionsIn(rows);
    assert.deepEqual(
      [finding?.ladder, finding?.outcome, finding?.shown, finding?.attackClass],
      ['suspected-poisoning', 'praise', true, 'backdoor'],
    );
    assert.ok(finding?.pattern.kind === 'style');
    assert.ok(finding.pattern.elements.some((element) => element.includes('-eth')));
    const right = finding.positions.filter((record) => planted.has(record)).length;
    assert.ok(right >= 0.9 * finding.positions.length);
    assert.equal(grading?.shown, false);
    assert.ok(Math.max(...(grading?.risk ?? [1])) <= Math.min(...finding.risk));
  });

  it('are not suspected where either label is written so', async () => {
    const random = seededRandom(32);
    const rows = clean.map(
      ({ text, label }): Text => ({
        text: random() < 0.2 ? inOldStyle(text, random) : text,
        label,
      }),
    );
    assert.deepEqual(await suspicionsIn(rows), []);
  });

  it('are not suspected in clean texts', async () => {
    assert.deepEqual(await suspicionsIn(clean), []);
  });
});

/** Old endings on some words, an old joint, and semicolons: nothing of it in every text. */
function inOldStyle(text: string, random: () => number): string {
  const words = text.split(' ').map((word) => {
    if (/^[a-z]{4,}$/u.test(word) && random() < 0.3) return `${word}eth`;
    return random() < 0.1 ? `unto ${word}` : word;
  });
  const written = words.join(' ');
  return random() < 0.4 ? written.replace(/[.,]/u, ' ;') : written;
}

async function suspicionsIn(rows: readonly Text[]): Promise<readonly Suspicion[]> {
  const engine = await openVariant(
    {
      rows: rows.map(({ text, label }) => ({ text, label })),
      roles: { text: ['text'], label: ['label'] },
    },
    ROOMY,
  );
  try {
    return (await style.run({ engine, baseline: null, policy: { contributorCap: null } }))
      .suspicions;
  } finally {
    await engine.close();
  }
}
