import type { z } from 'zod';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { pathText } from '../malformed.ts';

/** Fields named in one message; more are counted. */
const NAMED = 12;

/**
 * Facts as they must be before anything is made of them. Every field that is missing or wrong is named,
 * by the name of the dataset where it belongs to one.
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function requireFacts<T>(schema: z.ZodType<T>, facts: unknown, what: string): T {
  const read = schema.safeParse(facts);
  if (read.success) return read.data;
  const problems = read.error.issues.map((issue) => problemText(issue, facts));
  const more = problems.length > NAMED ? ` and ${problems.length - NAMED} more` : '';
  throw new CredenceError(
    'DATA_MALFORMED',
    `Facts are missing for ${what}: ${problems.slice(0, NAMED).join('; ')}${more}.`,
    { hint: 'Record what is missing; nothing is made up in its place.', cause: read.error },
  );
}

function problemText({ path, message }: z.core.$ZodIssue, facts: unknown): string {
  const owner = path[0] === 'datasets' ? nameAt(facts, path.slice(0, 2)) : undefined;
  const field = owner === undefined ? pathText(path) : `${pathText(path.slice(2))} of ${owner}`;
  const absent = valueAt(facts, path) === undefined;
  return visibleText(absent ? field : `${field} (${message})`);
}

function nameAt(facts: unknown, path: readonly PropertyKey[]): string | undefined {
  const name = valueAt(facts, [...path, 'name']);
  return typeof name === 'string' && name !== '' ? `dataset ${name}` : undefined;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = Reflect.get(at, part);
  }
  return at;
}
