import type { z } from 'zod';

/** A kind of predicate: the URI that names it, and what one must look like. */
export interface PredicateType<P> {
  readonly uri: string;
  /** Words for messages, for example `approval`. */
  readonly title: string;
  readonly schema: z.ZodType<P>;
}
