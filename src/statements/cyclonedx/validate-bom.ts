import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { canonicalJson } from '../../core/canonical-json.ts';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { readJson } from '../read-json.ts';
import type { Bom } from './bom.ts';
import { type OfficialSchema, officialSchema } from './official-schema.ts';
import { SCHEMA_FORMATS } from './schema-formats.ts';

const SCHEMAS: ReadonlyMap<unknown, OfficialSchema> = new Map([
  ['1.7', 'bom-1.7'],
  ['1.6', 'bom-1.6'],
]);

/** Compiling one takes long; each is compiled once, when it is first needed. */
const compiled = new Map<unknown, ValidateFunction<Bom>>();

/** One thing that the schema refuses. */
export interface BomProblem {
  /** JSON Pointer into the document; empty for the whole. */
  readonly pointer: string;
  readonly message: string;
}

/**
 * Whether a document is CycloneDX 1.7 or 1.6, by the official JSON schema of the version that it names.
 * Nothing beyond the schema is allowed.
 *
 * @returns what is wrong; empty where nothing is
 */
export function bomProblems(document: unknown): readonly BomProblem[] {
  const validate = validatorFor(document);
  if (validate === null)
    return [{ pointer: '/specVersion', message: 'is neither 1.7 nor 1.6, or no CycloneDX at all' }];
  return validate(document) ? [] : (validate.errors ?? []).map(problemOf);
}

/**
 * Reads a bill of materials from JSON bytes.
 *
 * @throws CredenceError `DATA_MALFORMED` with the first thing that the official schema refuses
 */
export function parseBom(bytes: Uint8Array): Bom {
  const document = readJson(bytes, 'The bill of materials');
  const validate = validatorFor(document);
  if (validate?.(document) === true) return document;
  const [problem] = bomProblems(document);
  const { pointer = '', message = 'unknown reason' } = problem ?? {};
  throw new CredenceError(
    'DATA_MALFORMED',
    `The bill of materials is malformed: ${visibleText(`${pointer} ${message}`.trim())}.`,
    { hint: 'Bills are CycloneDX 1.7 or 1.6 in JSON.' },
  );
}

function validatorFor(document: unknown): ValidateFunction<Bom> | null {
  const version =
    typeof document === 'object' && document !== null && 'specVersion' in document
      ? document.specVersion
      : undefined;
  const known = compiled.get(version);
  const schema = SCHEMAS.get(version);
  if (known !== undefined || schema === undefined) return known ?? null;
  const validate = compile(schema);
  compiled.set(version, validate);
  return validate;
}

function compile(schema: OfficialSchema): ValidateFunction<Bom> {
  // The schemas explain their enumerations in a keyword of their own, and allow types beside a $ref.
  const ajv = new Ajv({ strict: false, formats: SCHEMA_FORMATS });
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({ keyword: 'uniqueItems', type: 'array', validate: areUnique });
  for (const part of ['spdx', 'jsf-0.82', 'cryptography-defs'] as const)
    ajv.addSchema(officialSchema(part));
  return ajv.compile<Bom>(officialSchema(schema));
}

/** As the schema language means it, in time that grows with the list and not with its square. */
function areUnique(wanted: boolean, items: readonly unknown[]): boolean {
  return !wanted || new Set(items.map(canonicalJson)).size === items.length;
}

function problemOf({ instancePath, message, params }: ErrorObject): BomProblem {
  const extra =
    typeof params['additionalProperty'] === 'string' ? ` (${params['additionalProperty']})` : '';
  return { pointer: instancePath, message: `${message ?? 'is refused'}${extra}` };
}
