import { z } from 'zod';
import type { Digest } from '../../core/digest.ts';
import { digestSchema, utcTimeSchema, wordsSchema } from '../scalars.ts';
import { type FileFacts, filesSchema } from './file-facts.ts';

/** How a model learns, in the words of CycloneDX. */
export const LEARNING_APPROACHES = [
  'supervised',
  'unsupervised',
  'reinforcement-learning',
  'semi-supervised',
  'self-supervised',
] as const;

export type LearningApproach = (typeof LEARNING_APPROACHES)[number];

/** What is known of a model that a run made. */
export interface ModelFacts {
  readonly name: string;
  readonly version: string;
  /** Stands for all files together. */
  readonly digest: Digest;
  readonly files: readonly FileFacts[];
  readonly created: string;
  readonly producer: string;
  readonly licence: string;
  readonly description?: string | undefined;
  readonly uri?: string | undefined;
  readonly purl?: string | undefined;
  readonly approach?: LearningApproach | undefined;
  readonly task?: string | undefined;
  readonly architectureFamily?: string | undefined;
  readonly architecture?: string | undefined;
  /** Formats, for example `text`, `image`. */
  readonly inputs?: readonly string[] | undefined;
  readonly outputs?: readonly string[] | undefined;
  readonly useCases?: readonly string[] | undefined;
  readonly limitations?: readonly string[] | undefined;
  readonly metrics?: readonly ModelMetric[] | undefined;
  /** Address of the model card. */
  readonly modelCard?: string | undefined;
}

export interface ModelMetric {
  readonly name: string;
  readonly value: string;
  /** What it was measured on. */
  readonly slice?: string | undefined;
  /** `security` for attack success and the like, `performance` for the rest. */
  readonly kind: 'security' | 'performance';
  readonly interval?: { readonly low: string; readonly high: string } | undefined;
}

export const modelFactsSchema: z.ZodType<ModelFacts> = z.object({
  name: wordsSchema,
  version: wordsSchema,
  digest: digestSchema,
  files: filesSchema.refine((files) => files.length > 0, 'names no file'),
  created: utcTimeSchema,
  producer: wordsSchema,
  licence: wordsSchema,
  description: wordsSchema.optional(),
  uri: wordsSchema.optional(),
  purl: z.string().startsWith('pkg:').optional(),
  approach: z.enum(LEARNING_APPROACHES).optional(),
  task: wordsSchema.optional(),
  architectureFamily: wordsSchema.optional(),
  architecture: wordsSchema.optional(),
  inputs: z.array(wordsSchema).optional(),
  outputs: z.array(wordsSchema).optional(),
  useCases: z.array(wordsSchema).optional(),
  limitations: z.array(wordsSchema).optional(),
  metrics: z
    .array(
      z.object({
        name: wordsSchema,
        value: wordsSchema,
        slice: wordsSchema.optional(),
        kind: z.enum(['security', 'performance']),
        interval: z.object({ low: wordsSchema, high: wordsSchema }).optional(),
      }),
    )
    .optional(),
  modelCard: wordsSchema.optional(),
});
