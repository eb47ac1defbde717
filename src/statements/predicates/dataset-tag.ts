import { z } from 'zod';
import type { Digest } from '../../core/digest.ts';
import type { PredicateType } from '../in-toto/predicate-type.ts';
import { descriptorOf } from '../in-toto/resource-descriptor.ts';
import { makeStatement, type Statement } from '../in-toto/statement.ts';
import { digestSchema, utcTimeSchema, wordsSchema } from '../scalars.ts';

/** That a name of a dataset version was set, moved or taken away. */
export interface DatasetTagPredicate {
  readonly dataset: string;
  readonly tag: string;
  readonly act: 'set' | 'moved' | 'removed';
  /** The version that it named before; null where it is new. */
  readonly former: Digest | null;
  readonly by: string;
  readonly time: string;
}

export const DATASET_TAG: PredicateType<DatasetTagPredicate> = {
  uri: 'https://credence/attestation/dataset-tag/v1',
  title: 'dataset-tag/v1',
  schema: z.object({
    dataset: wordsSchema,
    tag: wordsSchema,
    act: z.enum(['set', 'moved', 'removed']),
    former: digestSchema.nullable(),
    by: wordsSchema,
    time: utcTimeSchema,
  }),
};

/**
 * Says what became of a tag. Its subject is the version that it names, or named last.
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function datasetTagStatement(
  version: Digest,
  predicate: DatasetTagPredicate,
): Statement<DatasetTagPredicate> {
  return makeStatement(
    DATASET_TAG,
    [descriptorOf(version, { name: predicate.dataset })],
    predicate,
  );
}
