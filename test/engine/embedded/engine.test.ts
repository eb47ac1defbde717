import { describe } from 'node:test';
import { engineContract } from '../../contracts/engine.ts';
import { type EngineVariant, openVariant } from './open-engine.ts';

const ROOMY: EngineVariant = { lanes: 0, memory: 2 ** 30, batchRecords: 8192 };

const VARIANTS: Readonly<Record<string, EngineVariant>> = {
  'in one thread': ROOMY,
  'on two threads': { lanes: 2, memory: 2 ** 30, batchRecords: 60 },
  'without room for anything': { lanes: 0, memory: 1, batchRecords: 60 },
};

for (const [name, variant] of Object.entries(VARIANTS)) {
  describe(`the embedded engine, ${name}`, () =>
    engineContract((dataset) => openVariant(dataset, variant)));
}
