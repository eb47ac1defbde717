import { cleanSets } from '../cases/clean-sets.ts';
import { plantedTriggers } from '../cases/planted-triggers.ts';
import { publishedBackdoor } from '../cases/published-backdoor.ts';
import type { EvaluationCase } from './evaluation-case.ts';

/** Every case, in the order of the table. */
export const CASES: readonly EvaluationCase[] = [
  publishedBackdoor,
  ...plantedTriggers,
  ...cleanSets,
];
