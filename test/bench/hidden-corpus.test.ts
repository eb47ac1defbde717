import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { generateHiddenCorpus, measureHiddenCorpus } from '../../bench/quality/hidden-corpus.ts';
import { HIDDEN_FAMILIES } from '../../src/core/characters/families.ts';

describe('corpus of hidden characters', () => {
  const samples = generateHiddenCorpus(20_260_101, 25);
  const measure = measureHiddenCorpus(samples);

  it('plants every family in five scripts', () => {
    assert.equal(measure.cells.length, HIDDEN_FAMILIES.length * 5);
    for (const { planted } of measure.cells) assert.ok(planted >= 25);
  });

  it('has every planting found and nothing else flagged', () => {
    assert.deepEqual(measure.missed, []);
    assert.deepEqual(measure.strayed, []);
    for (const { planted, found } of measure.cells) assert.equal(found, planted);
  });

  it('has no legitimate use flagged', () => {
    assert.ok(measure.legitimate > 600);
    assert.deepEqual(measure.falselyFlagged, []);
  });

  it('is the same for the same seed', () => {
    assert.deepEqual(generateHiddenCorpus(7, 2), generateHiddenCorpus(7, 2));
    assert.notDeepEqual(generateHiddenCorpus(7, 2), generateHiddenCorpus(8, 2));
  });

  it('counts what is missed, strays and false flags', () => {
    const plain = { setting: 'Latin', startsFile: false } as const;
    const measured = measureHiddenCorpus([
      { ...plain, text: 'nothing here', family: 'zero-width', planted: [{ start: 0, end: 1 }] },
      { ...plain, text: 'pay\u200Bpal', family: 'zero-width', planted: [] },
      { ...plain, text: 'pay\u200Bpal', family: null, planted: [] },
    ]);
    assert.equal(measured.missed.length, 1);
    assert.equal(measured.strayed.length, 1);
    assert.equal(measured.falselyFlagged.length, 1);
    assert.deepEqual(measured.cells, [
      { family: 'zero-width', script: 'Latin', planted: 1, found: 0 },
    ]);
  });
});
