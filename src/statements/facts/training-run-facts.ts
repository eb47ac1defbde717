import { z } from 'zod';
import { utcTimeSchema } from '../scalars.ts';
import { type ArtifactFacts, artifactFactsSchema } from './artifact-facts.ts';
import { type ModelFacts, modelFactsSchema } from './model-facts.ts';
import { type StartedRunFacts, startedRunFactsSchema } from './started-run-facts.ts';

/** Everything that a finished training run leaves behind. */
export interface TrainingRunFacts extends StartedRunFacts {
  readonly finished: string;
  readonly model: ModelFacts;
  /** Logs, checkpoints, evaluation reports. */
  readonly byproducts: readonly ArtifactFacts[];
}

export const trainingRunFactsSchema: z.ZodType<TrainingRunFacts> = z.intersection(
  startedRunFactsSchema,
  z.object({
    finished: utcTimeSchema,
    model: modelFactsSchema,
    byproducts: z.array(artifactFactsSchema),
  }),
);
