import { z } from 'zod';
import type { Digest } from '../../core/digest.ts';
import { type DecidingRule, VERDICTS, type Verdict } from '../../findings/verdict.ts';
import { decidingRulesSchema } from '../predicates/deciding-rules.ts';
import {
  digestSchema,
  type Setting,
  settingsSchema,
  utcTimeSchema,
  wordsSchema,
} from '../scalars.ts';
import { type ArtifactFacts, artifactFactsSchema } from './artifact-facts.ts';
import { type DatasetFacts, datasetFactsSchema } from './dataset-facts.ts';
import { type RunEnvironment, runEnvironmentSchema } from './run-environment.ts';

/** Everything that is known of a training run when it starts. */
export interface StartedRunFacts {
  readonly id: string;
  /** Who or what ran it: a person's or a service's name. */
  readonly startedBy: string;
  readonly trigger: 'manual' | 'api' | 'webhook' | 'scheduled';
  readonly started: string;
  /** The program that trained, for example a trainer library. */
  readonly trainer: ArtifactFacts;
  readonly code: ArtifactFacts;
  /** Files from which it took its settings. */
  readonly configurations?: readonly ArtifactFacts[] | undefined;
  /** The command as it was run; null where there was none. */
  readonly command: string | null;
  readonly hyperparameters: Readonly<Record<string, Setting>>;
  readonly environment: RunEnvironment;
  readonly datasets: readonly DatasetFacts[];
  /** Whether `datasets` is everything that the run read. */
  readonly datasetsComplete: boolean;
  /** Null for training from scratch. */
  readonly baseModel: ArtifactFacts | null;
  readonly tokenizer: ArtifactFacts | null;
  /** Chat and prompt templates: part of what a model does. */
  readonly templates: readonly ArtifactFacts[];
  /** The gate that let the run start; null where none was asked. */
  readonly gate: GateFacts | null;
}

/** A gate's verdict, as others refer to it. */
export interface GateFacts {
  readonly gate: string;
  readonly verdict: Verdict;
  readonly rules: readonly DecidingRule[];
  /** Digest of the signed statement. */
  readonly statement: Digest;
  readonly policy: Digest;
  readonly decided: string;
}

const gateSchema: z.ZodType<GateFacts> = z.object({
  gate: wordsSchema,
  verdict: z.enum(VERDICTS),
  rules: decidingRulesSchema,
  statement: digestSchema,
  policy: digestSchema,
  decided: utcTimeSchema,
});

export const startedRunFactsSchema: z.ZodType<StartedRunFacts> = z.object({
  id: wordsSchema,
  startedBy: wordsSchema,
  trigger: z.enum(['manual', 'api', 'webhook', 'scheduled']),
  started: utcTimeSchema,
  trainer: artifactFactsSchema,
  code: artifactFactsSchema,
  configurations: z.array(artifactFactsSchema).optional(),
  command: wordsSchema.nullable(),
  hyperparameters: settingsSchema,
  environment: runEnvironmentSchema,
  datasets: z.array(datasetFactsSchema).min(1, 'names no dataset'),
  datasetsComplete: z.boolean(),
  baseModel: artifactFactsSchema.nullable(),
  tokenizer: artifactFactsSchema.nullable(),
  templates: z.array(artifactFactsSchema),
  gate: gateSchema.nullable(),
});
