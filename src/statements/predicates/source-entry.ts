import { z } from 'zod';
import type { Digest } from '../../core/digest.ts';
import type { PredicateType } from '../in-toto/predicate-type.ts';
import { descriptorOf } from '../in-toto/resource-descriptor.ts';
import { makeStatement, type Statement } from '../in-toto/statement.ts';
import { utcTimeSchema, wordsSchema } from '../scalars.ts';
import { SOURCE_ENTRY_URI } from './predicate-uris.ts';

/** A place from which data may come, as somebody asks for it to be on the allowlist. */
export interface SourceEntryPredicate {
  readonly act: 'proposed' | 'withdrawn';
  readonly name: string;
  readonly publisher: string;
  readonly type: string;
  readonly tier: string;
  /** Patterns of the references that belong to it. */
  readonly uris: readonly string[];
  readonly licence: string;
  /** Who answers for it, and who asked. */
  readonly owner: string;
  readonly requestedBy: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly reason: string;
  readonly time: string;
}

const SOURCE_ENTRY: PredicateType<SourceEntryPredicate> = {
  uri: SOURCE_ENTRY_URI,
  title: 'source-entry/v1',
  schema: z.object({
    act: z.enum(['proposed', 'withdrawn']),
    name: wordsSchema,
    publisher: wordsSchema,
    type: wordsSchema,
    tier: wordsSchema,
    uris: z.array(wordsSchema).min(1),
    licence: z.string(),
    owner: wordsSchema,
    requestedBy: wordsSchema,
    details: z.record(z.string(), z.unknown()),
    reason: z.string(),
    time: utcTimeSchema,
  }),
};

/**
 * Says what a source is.
 *
 * @param entry digest of what was asked for: reviews are about the same
 * @throws CredenceError `DATA_MALFORMED`
 */
export function sourceEntryStatement(
  entry: Digest,
  predicate: SourceEntryPredicate,
): Statement<SourceEntryPredicate> {
  return makeStatement(SOURCE_ENTRY, [descriptorOf(entry, { name: predicate.name })], predicate);
}
