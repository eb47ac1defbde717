import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mixedDataset } from '../../contracts/engine/seeded-datasets.ts';
import { everyAnswer } from './every-answer.ts';
import { type EngineVariant, openVariant } from './open-engine.ts';

const ROOMY: EngineVariant = { lanes: 0, memory: 2 ** 30, batchRecords: 8192 };

describe('the answers of the embedded engine', () => {
  const dataset = mixedDataset({ seed: 7, count: 1000 });
  const answersOf = async (variant: EngineVariant): Promise<object> => {
    const engine = await openVariant(dataset, variant);
    try {
      return await everyAnswer(engine);
    } finally {
      await engine.close();
    }
  };

  for (const [name, variant] of [
    ['threads', { lanes: 3, memory: 2 ** 30, batchRecords: 100 }],
    ['batches', { ...ROOMY, batchRecords: 1 }],
    ['memory', { lanes: 2, memory: 60_000, batchRecords: 100 }],
  ] as const) {
    it(`do not depend on ${name}`, async () => {
      assert.deepEqual(await answersOf(variant), await answersOf(ROOMY));
    });
  }
});
