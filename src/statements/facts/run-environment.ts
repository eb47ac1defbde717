import { z } from 'zod';
import { digestSchema, wordsSchema } from '../scalars.ts';
import { type ArtifactFacts, artifactFactsSchema } from './artifact-facts.ts';

/** The machine and the software of a run. */
export interface RunEnvironment {
  readonly operatingSystem?: string | undefined;
  readonly image?: ArtifactFacts | undefined;
  readonly libraries: readonly LibraryFacts[];
  /** One entry a kind of device. */
  readonly hardware: readonly string[];
  /** Whether `libraries` lists everything that was loaded; an honest `false` is welcome. */
  readonly complete: boolean;
}

/** A library by name and version; a digest where somebody took one. */
export interface LibraryFacts extends Omit<ArtifactFacts, 'digest'> {
  readonly digest?: ArtifactFacts['digest'] | undefined;
}

const librarySchema: z.ZodType<LibraryFacts> = z.object({
  name: wordsSchema,
  version: wordsSchema,
  digest: digestSchema.optional(),
  uri: wordsSchema.optional(),
  purl: z.string().startsWith('pkg:').optional(),
  licence: wordsSchema.optional(),
});

export const runEnvironmentSchema: z.ZodType<RunEnvironment> = z.object({
  operatingSystem: wordsSchema.optional(),
  image: artifactFactsSchema.optional(),
  libraries: z.array(librarySchema),
  hardware: z.array(wordsSchema),
  complete: z.boolean(),
});
