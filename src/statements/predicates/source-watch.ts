import { z } from 'zod';
import type { Digest } from '../../core/digest.ts';
import type { PredicateType } from '../in-toto/predicate-type.ts';
import { descriptorOf } from '../in-toto/resource-descriptor.ts';
import { makeStatement, type Statement } from '../in-toto/statement.ts';
import { utcTimeSchema, wordsSchema } from '../scalars.ts';
import { SOURCE_WATCH_URI } from './predicate-uris.ts';

/** What was seen at a source after data were taken from it (requirements AL-04, AL-05). */
export interface SourceWatchPredicate {
  readonly source: string;
  readonly watched: string;
  readonly places: readonly {
    readonly place: string;
    /** The version that was looked for. */
    readonly pin: string;
    readonly signals: readonly {
      readonly kind: string;
      readonly what: string;
      readonly blocks: boolean;
    }[];
    /** Why nothing could be seen; null where something was. */
    readonly unseen: string | null;
  }[];
}

const SOURCE_WATCH: PredicateType<SourceWatchPredicate> = {
  uri: SOURCE_WATCH_URI,
  title: 'source-watch/v1',
  schema: z.object({
    source: wordsSchema,
    watched: utcTimeSchema,
    places: z.array(
      z.object({
        place: wordsSchema,
        pin: wordsSchema,
        signals: z.array(z.object({ kind: wordsSchema, what: wordsSchema, blocks: z.boolean() })),
        unseen: z.string().nullable(),
      }),
    ),
  }),
};

/**
 * Says what was seen.
 *
 * @param entry digest of the source as it was reviewed
 * @throws CredenceError `DATA_MALFORMED`
 */
export function sourceWatchStatement(
  entry: Digest,
  predicate: SourceWatchPredicate,
): Statement<SourceWatchPredicate> {
  return makeStatement(SOURCE_WATCH, [descriptorOf(entry, { name: predicate.source })], predicate);
}
