import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EXCESS_BINS, logitBin } from '../../../src/engine/operations/outcome-model.ts';
import type { LabelStyle, StyleGroup } from '../../../src/engine/operations/styles.ts';
import { judgeStyle } from '../../../src/screening/style/judge-style.ts';
import { strongestOf, styleEvidence } from '../../../src/screening/style/style-evidence.ts';

const TRIED = 10;

describe('the evidence of a style', () => {
  it('is what the style adds to the chance that the words give', () => {
    const found = strongestOf(evidenceOf([{ hits: 98, misses: 2, logit: 0 }]).groups);
    assert.deepEqual([found?.records, found?.hits, found?.expected], [100, 98, 50]);
    assert.ok((found?.override ?? 0) > 1.5);
    assert.ok(Math.min(...(found?.overrideByHalf ?? [0])) > 1.5);
  });

  it('is nothing where the words explain the labels', () => {
    const found = strongestOf(evidenceOf([{ hits: 98, misses: 2, logit: 4 }]).groups);
    assert.ok((found?.override ?? 9) < 0);
    assert.ok((found?.logP ?? -9) > -1);
  });

  it('is of the group that adds most, and of none that is too small', () => {
    const small = { hits: 20, misses: 0, logit: -2 };
    const pure = { hits: 78, misses: 2, logit: 0 };
    const { groups } = evidenceOf([small, pure, { hits: 120, misses: 40, logit: 0 }]);
    assert.deepEqual([groups.length, strongestOf(groups)?.records], [2, 80]);
    assert.equal(judgeStyle(evidenceOf([small]), TRIED), null);
  });
});

describe('a style', () => {
  it('is planted where it buys its label nearly always', () => {
    const judged = judgeStyle(evidenceOf([{ hits: 158, misses: 2, logit: 1 }]), TRIED);
    assert.deepEqual([judged?.planted, judged?.masked], [true, false]);
  });

  it('is natural where other labels are written so too', () => {
    const judged = judgeStyle(evidenceOf([{ hits: 120, misses: 20, logit: 0 }]), TRIED);
    assert.equal(judged?.planted, false);
  });

  it('is not worth a word where it adds little', () => {
    assert.equal(judgeStyle(evidenceOf([{ hits: 160, misses: 80, logit: 0.25 }]), TRIED), null);
  });

  it('is planted where only the words that show it explain its labels', () => {
    const group = { hits: 158, misses: 2, logit: 2.75, masked: -2.5 };
    const judged = judgeStyle(evidenceOf([group]), TRIED);
    assert.deepEqual([judged?.planted, judged?.masked], [true, true]);
    assert.ok((judged?.group.expected ?? 160) < 20);
  });

  it('is a topic where words explain its labels better than they are', () => {
    const group = { hits: 38, misses: 2, logit: 8, masked: -2.5 };
    assert.equal(judgeStyle(evidenceOf([group]), TRIED), null);
  });
});

interface Group {
  readonly hits: number;
  readonly misses: number;
  /** Log-odds of each record, by its words. */
  readonly logit: number;
  /** The same without the words that show the style. */
  readonly masked?: number;
}

function evidenceOf(groups: readonly Group[]): ReturnType<typeof styleEvidence> {
  const style: LabelStyle = { outcome: 0, tried: 1, elements: [], groups: groups.map(groupOf) };
  return styleEvidence(style);
}

/** Half of the records in either half of the data. */
function groupOf({ hits, misses, logit, masked = logit }: Group): StyleGroup {
  return {
    level: 1,
    counts: countsOf(hits, misses, logit),
    masked: countsOf(hits, misses, masked),
  };
}

function countsOf(hits: number, misses: number, logit: number): StyleGroup['counts'] {
  const histogram = (count: number): Uint32Array => {
    const counts = new Uint32Array(EXCESS_BINS);
    counts[logitBin(logit)] = count;
    return counts;
  };
  const half = [histogram(misses / 2), histogram(hits / 2)] as const;
  return [half, half];
}
