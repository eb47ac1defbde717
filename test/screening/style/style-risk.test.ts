import assert from 'node:assert/strict';
import { it } from 'node:test';
import { styleRisk } from '../../../src/screening/style/style-risk.ts';

it('risk rises with the score, to half of the weight where the style fades', () => {
  const scored = { positions: Uint32Array.of(2, 5, 7, 9), scores: Float32Array.of(-3, 1, 4, 2) };
  const { pattern, others } = styleRisk(scored, { weight: 0.8, level: 2, half: 1 });
  assert.deepEqual([...pattern.positions], [7, 9]);
  assert.deepEqual([...others.positions], [2, 5]);
  assert.ok(Math.abs((others.risk[1] ?? 0) - 0.4) < 1e-6);
  const [seven = 0, nine = 0] = pattern.risk;
  assert.ok(seven > nine && nine > 0.4 && seven < 0.8);
  assert.ok((others.risk[0] ?? 1) < 0.05);
});
