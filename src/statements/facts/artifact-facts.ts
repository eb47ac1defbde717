import { z } from 'zod';
import type { Digest } from '../../core/digest.ts';
import { digestSchema, wordsSchema } from '../scalars.ts';

/** Something that went into a run and is known by its digest: code, an image, a tokenizer, a template. */
export interface ArtifactFacts {
  readonly name: string;
  readonly version: string;
  readonly digest: Digest;
  /** Where it can be had, pinned to this version where that is possible. */
  readonly uri?: string | undefined;
  /** Package URL (purl), where its kind has one. */
  readonly purl?: string | undefined;
  readonly licence?: string | undefined;
}

export const artifactFactsSchema: z.ZodType<ArtifactFacts> = z.object({
  name: wordsSchema,
  version: wordsSchema,
  digest: digestSchema,
  uri: wordsSchema.optional(),
  purl: z.string().startsWith('pkg:').optional(),
  licence: wordsSchema.optional(),
});
