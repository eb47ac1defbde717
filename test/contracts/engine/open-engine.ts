import type { Engine } from '../../../src/engine/operations/engine.ts';
import type { CountRequest, FeatureSpace } from '../../../src/engine/operations/features.ts';
import type { ContractDataset } from './contract-dataset.ts';

/** Opens the engine under test on a dataset; whoever opens it closes it. */
export type OpenEngine = (dataset: ContractDataset) => Promise<Engine>;

export const SPACES: readonly FeatureSpace[] = [
  'words',
  'skeletons',
  'outlines',
  'items',
  'item-pairs',
  'word-sets',
  'origins',
];
/** Every feature, whatever its labels. */
export const ALL: Pick<CountRequest, 'minimumRecords' | 'minimumLean'> = {
  minimumRecords: 4,
  minimumLean: Number.NEGATIVE_INFINITY,
};
