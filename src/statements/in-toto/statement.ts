import { z } from 'zod';
import type { Digest } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { malformed } from '../malformed.ts';
import { readJson } from '../read-json.ts';
import type { PredicateType } from './predicate-type.ts';
import { describes, type Subject, subjectSchema } from './resource-descriptor.ts';

export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

/** The payload type under which a statement is put into an envelope. */
export const STATEMENT_PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** An in-toto Statement v1: a predicate about subjects that are known by their digests. */
export interface Statement<P> {
  readonly _type: typeof STATEMENT_TYPE;
  readonly subject: readonly Subject[];
  readonly predicateType: string;
  readonly predicate: P;
}

const statementSchema: z.ZodType<Statement<unknown>> = z.object({
  _type: z.literal(STATEMENT_TYPE),
  subject: z.array(subjectSchema).min(1),
  predicateType: z.string().min(1),
  predicate: z.record(z.string(), z.unknown()).default({}),
});

/**
 * A statement of a known type.
 *
 * @throws CredenceError `DATA_MALFORMED` when there is no subject, or the predicate is not of its type
 */
export function makeStatement<P>(
  type: PredicateType<P>,
  subject: readonly Subject[],
  predicate: P,
): Statement<P> {
  const statement = { _type: STATEMENT_TYPE, subject, predicateType: type.uri, predicate };
  return asType(type, checked(statement));
}

/**
 * Reads a statement of any type from JSON bytes. Members that it does not know are dropped (in-toto
 * Attestation v1, parsing rules). Verify the envelope first.
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function parseStatement(payload: Uint8Array): Statement<unknown> {
  return checked(readJson(payload, 'The statement'));
}

/**
 * Reads a statement of one type from JSON bytes.
 *
 * @throws CredenceError `DATA_MALFORMED`, also for a statement of another type
 */
export function parseStatementAs<P>(type: PredicateType<P>, payload: Uint8Array): Statement<P> {
  return asType(type, parseStatement(payload));
}

/** Whether the statement is about this content. Subjects are matched by digest alone. */
export function isAbout(statement: Statement<unknown>, digest: Digest): boolean {
  return statement.subject.some((subject) => describes(subject, digest));
}

function checked(value: unknown): Statement<unknown> {
  const read = statementSchema.safeParse(value);
  if (!read.success) throw malformed('The statement', read.error);
  return read.data;
}

function asType<P>(type: PredicateType<P>, statement: Statement<unknown>): Statement<P> {
  if (statement.predicateType !== type.uri) {
    throw new CredenceError(
      'DATA_MALFORMED',
      `The statement is ${visibleText(statement.predicateType)}, not ${type.uri}.`,
      { hint: `A statement of type ${type.title} belongs here.` },
    );
  }
  const read = type.schema.safeParse(statement.predicate);
  if (!read.success) throw malformed(`The predicate (${type.title})`, read.error);
  return { ...statement, predicate: read.data };
}
