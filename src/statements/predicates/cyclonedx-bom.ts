import { z } from 'zod';
import { CredenceError } from '../../core/error.ts';
import type { Bom, Component } from '../cyclonedx/bom.ts';
import { digestOfHash } from '../cyclonedx/bom-hash.ts';
import { bomProblems } from '../cyclonedx/validate-bom.ts';
import type { PredicateType } from '../in-toto/predicate-type.ts';
import { descriptorOf, type Subject } from '../in-toto/resource-descriptor.ts';
import { makeStatement, type Statement } from '../in-toto/statement.ts';

/** A bill of materials as a predicate (in-toto CycloneDX predicate); how its author signs it. */
export const CYCLONEDX_BOM: PredicateType<Bom> = {
  uri: 'https://cyclonedx.org/bom',
  title: 'CycloneDX bill of materials',
  schema: z.custom<Bom>((document) => bomProblems(document).length === 0, {
    error: 'is not CycloneDX 1.7 or 1.6 by the official schema',
  }),
};

/**
 * A bill as a statement about its main component and that component's files.
 *
 * @throws CredenceError `DATA_MALFORMED` where the main component has no SHA-256
 */
export function bomStatement(bom: Bom): Statement<Bom> {
  const main = bom.metadata?.component;
  const subjects = main === undefined ? [] : [main, ...(main.components ?? [])].flatMap(subjectsOf);
  if (subjects.length > 0) return makeStatement(CYCLONEDX_BOM, subjects, bom);
  throw new CredenceError('DATA_MALFORMED', 'The bill names nothing that has a SHA-256.', {
    hint: 'A statement is about something known by its digest.',
  });
}

function subjectsOf({ name, hashes = [] }: Component): Subject[] {
  const digest = hashes.map(digestOfHash).find((one) => one !== null);
  return digest === undefined || digest === null ? [] : [descriptorOf(digest, { name })];
}
