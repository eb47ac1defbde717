import { z } from 'zod';
import type { Digest } from '../../core/digest.ts';
import type { PredicateType } from '../in-toto/predicate-type.ts';
import { descriptorOf } from '../in-toto/resource-descriptor.ts';
import { makeStatement, type Statement } from '../in-toto/statement.ts';
import { digestSchema, utcTimeSchema, wordsSchema } from '../scalars.ts';
import { RETRIEVAL_URI } from './predicate-uris.ts';

/** What was fetched from where, before anything was done with it (requirements PI-01, IN-01, IN-03). */
export interface RetrievalPredicate {
  readonly source: string;
  readonly system: string;
  /** The reference as it was given, and as it was served. */
  readonly asked: string;
  readonly served: string;
  /** What pins it at the source. */
  readonly pin: string;
  readonly retrieved: string;
  /** Over all files, in order of their paths. */
  readonly content: Digest;
  readonly files: number;
  readonly bytes: number;
  readonly publisherHash: 'match' | 'mismatch' | 'not-published';
  readonly licence: string;
  readonly reviewer: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** What was seen of the publisher. */
  readonly signals: readonly { readonly kind: string; readonly what: string }[];
  /** What tells that it is still the same publisher. */
  readonly identity: Readonly<Record<string, string>>;
}

const RETRIEVAL: PredicateType<RetrievalPredicate> = {
  uri: RETRIEVAL_URI,
  title: 'retrieval/v1',
  schema: z.object({
    source: wordsSchema,
    system: wordsSchema,
    asked: wordsSchema,
    served: wordsSchema,
    pin: wordsSchema,
    retrieved: utcTimeSchema,
    content: digestSchema,
    files: z.int().min(0),
    bytes: z.int().min(0),
    publisherHash: z.enum(['match', 'mismatch', 'not-published']),
    licence: z.string(),
    reviewer: z.string().nullable(),
    headers: z.record(z.string(), z.string()),
    signals: z.array(z.object({ kind: wordsSchema, what: wordsSchema })),
    identity: z.record(z.string(), z.string()),
  }),
};

/**
 * Says what a retrieval brought. Its subjects are the version that it became, which one that was blocked
 * has not, and the content as it came.
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function retrievalStatement(
  version: { readonly name: string; readonly id: Digest } | null,
  predicate: RetrievalPredicate,
): Statement<RetrievalPredicate> {
  return makeStatement(
    RETRIEVAL,
    [
      ...(version === null ? [] : [descriptorOf(version.id, { name: version.name })]),
      descriptorOf(predicate.content),
    ],
    predicate,
  );
}
