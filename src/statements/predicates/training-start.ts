import { z } from 'zod';
import { type StartedRunFacts, startedRunFactsSchema } from '../facts/started-run-facts.ts';
import type { PredicateType } from '../in-toto/predicate-type.ts';
import { descriptorOf } from '../in-toto/resource-descriptor.ts';
import { makeStatement, type Statement } from '../in-toto/statement.ts';
import { wordsSchema } from '../scalars.ts';
import { TRAINING_START_URI } from './predicate-uris.ts';

/** What a training run was started with: its manifest, and the draft of its provenance. */
export interface TrainingStartPredicate {
  /** What people call the run. */
  readonly name: string;
  /** The gravest impact of what it trains, in the words of the policy. */
  readonly impact: string;
  readonly run: StartedRunFacts;
}

export const TRAINING_START: PredicateType<TrainingStartPredicate> = {
  uri: TRAINING_START_URI,
  title: 'training-start/v1',
  schema: z.object({ name: wordsSchema, impact: wordsSchema, run: startedRunFactsSchema }),
};

/**
 * Says what a run starts with. Its subjects are the dataset versions that it reads, so that all runs of
 * a version can be found.
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function trainingStartStatement(
  predicate: TrainingStartPredicate,
): Statement<TrainingStartPredicate> {
  const { datasets } = predicate.run;
  return makeStatement(
    TRAINING_START,
    datasets.map(({ name, version }) => descriptorOf(version, { name })),
    predicate,
  );
}
