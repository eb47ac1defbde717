import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rarityRisk } from '../../src/screening/rarity-risk.ts';

const TAIL = { most: 0.9, rare: 8, tenfold: 2 };

describe('risk by rarity in clean records', () => {
  it('is half of the most where a record is as likely planted as honest', () => {
    const even = TAIL.rare + TAIL.tenfold * Math.log10(3);
    assert.ok(Math.abs(rarityRisk(even, TAIL, false) - 0.45) < 1e-9);
  });

  it('falls tenfold with each step where scores are common', () => {
    const [one, other] = [rarityRisk(0, TAIL, false), rarityRisk(2, TAIL, false)];
    assert.ok(Math.abs(other / one - 10) < 0.1);
  });

  it('keeps the order of scores, up to the most', () => {
    const risks = [-4, 0, 3, 8, 12, 40].map((score) => rarityRisk(score, TAIL, false));
    assert.deepEqual(
      risks,
      risks.toSorted((a, b) => a - b),
    );
    assert.ok((risks.at(-1) ?? 1) <= TAIL.most);
  });

  it('believes a score sooner in a pattern that is suspected', () => {
    assert.ok(rarityRisk(6, TAIL, true) > 0.5);
    assert.ok(rarityRisk(6, TAIL, false) < 0.1);
  });
});
