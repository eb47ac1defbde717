import { z } from 'zod';
import type { Digest } from '../../core/digest.ts';
import type { PredicateType } from '../in-toto/predicate-type.ts';
import { descriptorOf, type Subject, subjectSchema } from '../in-toto/resource-descriptor.ts';
import { makeStatement, type Statement } from '../in-toto/statement.ts';
import {
  digestSchema,
  type Setting,
  settingsSchema,
  utcTimeSchema,
  wordsSchema,
} from '../scalars.ts';
import { DATASET_TRANSFORM_URI } from './predicate-uris.ts';

/** How dataset versions were made into others: input, operation, output. */
export interface DatasetTransformPredicate {
  readonly inputs: readonly Subject[];
  readonly operation: {
    readonly name: string;
    /** Digest of the code that ran; null where nobody took it. */
    readonly code: Digest | null;
    readonly parameters: Readonly<Record<string, Setting>>;
  };
  readonly recordsIn: number | null;
  readonly recordsOut: number | null;
  readonly performedBy: string;
  readonly started: string;
  readonly finished: string;
}

export const DATASET_TRANSFORM: PredicateType<DatasetTransformPredicate> = {
  uri: DATASET_TRANSFORM_URI,
  title: 'dataset-transform/v1',
  schema: z.object({
    inputs: z.array(subjectSchema).min(1),
    operation: z.object({
      name: wordsSchema,
      code: digestSchema.nullable(),
      parameters: settingsSchema,
    }),
    recordsIn: z.int().min(0).nullable(),
    recordsOut: z.int().min(0).nullable(),
    performedBy: wordsSchema,
    started: utcTimeSchema,
    finished: utcTimeSchema,
  }),
};

/**
 * Says how the output version was made.
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function datasetTransformStatement(
  output: { readonly name: string; readonly version: Digest },
  predicate: DatasetTransformPredicate,
): Statement<DatasetTransformPredicate> {
  return makeStatement(
    DATASET_TRANSFORM,
    [descriptorOf(output.version, { name: output.name })],
    predicate,
  );
}
