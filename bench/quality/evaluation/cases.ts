import {
  changedAmounts,
  cleanAmounts,
  madeUpAmounts,
  unequalInfluence,
} from '../cases/changed-amounts.ts';
import { changedField } from '../cases/changed-field.ts';
import { cleanInstructions } from '../cases/clean-instructions.ts';
import { cleanSets } from '../cases/clean-sets.ts';
import { extraTriggers } from '../cases/extra-triggers.ts';
import { flippedSlices } from '../cases/flipped-slices.ts';
import { hiddenInScan } from '../cases/hidden-in-scan.ts';
import { insecureCode } from '../cases/insecure-code.ts';
import { instructionBackdoors } from '../cases/instruction-backdoors.ts';
import { instructionsCases } from '../cases/instructions-in-content.ts';
import { labelFlips } from '../cases/label-flips.ts';
import { dishonestClient, dishonestLabeller, disputedTweets } from '../cases/labellers.ts';
import { plantedTriggers } from '../cases/planted-triggers.ts';
import { publishedBackdoor } from '../cases/published-backdoor.ts';
import { resampledCleanSets } from '../cases/resampled-clean-sets.ts';
import { retrievalCases } from '../cases/retrieval-poisoning.ts';
import { styleAttacks } from '../cases/style-attack.ts';
import { syntacticTriggers } from '../cases/syntactic-trigger.ts';
import { taughtAttacks } from '../cases/taught-attacks.ts';
import type { EvaluationCase } from './evaluation-case.ts';

/** Every case, in the order of the table. */
export const CASES: readonly EvaluationCase[] = [
  publishedBackdoor,
  ...plantedTriggers,
  ...syntacticTriggers,
  ...styleAttacks,
  changedField,
  hiddenInScan,
  ...instructionBackdoors,
  insecureCode,
  ...retrievalCases,
  ...instructionsCases,
  ...labelFlips,
  ...flippedSlices,
  ...dishonestLabeller,
  dishonestClient,
  disputedTweets,
  ...changedAmounts,
  ...madeUpAmounts,
  unequalInfluence,
  cleanAmounts,
  ...cleanSets,
  cleanInstructions,
  ...resampledCleanSets,
  ...taughtAttacks,
  ...extraTriggers,
];
