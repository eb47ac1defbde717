import { z } from 'zod';
import type { PredicateType } from '../in-toto/predicate-type.ts';
import {
  type ResourceDescriptor,
  resourceDescriptorSchema,
  type Subject,
} from '../in-toto/resource-descriptor.ts';
import { makeStatement, type Statement } from '../in-toto/statement.ts';

/** Outcome of one run of a suite of tests (in-toto test-result v0.1). */
export interface TestResultPredicate {
  readonly result: 'PASSED' | 'WARNED' | 'FAILED';
  /** What decided which tests ran and how. */
  readonly configuration: readonly ResourceDescriptor[];
  readonly url?: string | undefined;
  readonly passedTests?: readonly string[] | undefined;
  readonly warnedTests?: readonly string[] | undefined;
  readonly failedTests?: readonly string[] | undefined;
}

export const TEST_RESULT: PredicateType<TestResultPredicate> = {
  uri: 'https://in-toto.io/attestation/test-result/v0.1',
  title: 'test-result/v0.1',
  schema: z.object({
    result: z.enum(['PASSED', 'WARNED', 'FAILED']),
    configuration: z.array(resourceDescriptorSchema),
    url: z.string().optional(),
    passedTests: z.array(z.string()).optional(),
    warnedTests: z.array(z.string()).optional(),
    failedTests: z.array(z.string()).optional(),
  }),
};

/** Names of the tests by how they ended. */
export interface TestOutcomes {
  readonly passed: readonly string[];
  readonly warned: readonly string[];
  readonly failed: readonly string[];
}

/**
 * Says how tests of a model ended. A suite in which nothing ran has failed: it shows nothing.
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function testResultStatement(
  tested: readonly Subject[],
  outcomes: TestOutcomes,
  configuration: readonly ResourceDescriptor[],
): Statement<TestResultPredicate> {
  const { passed, warned, failed } = outcomes;
  return makeStatement(TEST_RESULT, tested, {
    result: resultOf(outcomes),
    configuration,
    passedTests: passed,
    warnedTests: warned,
    failedTests: failed,
  });
}

function resultOf({ passed, warned, failed }: TestOutcomes): TestResultPredicate['result'] {
  if (failed.length > 0 || passed.length + warned.length === 0) return 'FAILED';
  return warned.length > 0 ? 'WARNED' : 'PASSED';
}
