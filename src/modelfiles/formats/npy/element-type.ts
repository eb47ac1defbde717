import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';
import type { PythonLiteral } from './python-literal.ts';

/** What the elements of an array are. */
export interface ElementType {
  /** Of one element. */
  readonly bytes: number;
  /** Whether it holds Python objects, which are then written as a pickle. */
  readonly hasObjects: boolean;
}

/** Sizes in bytes that a kind of number has on some platform. */
const NUMBER_BYTES: Readonly<Record<string, readonly number[]>> = {
  b: [1],
  i: [1, 2, 4, 8],
  u: [1, 2, 4, 8],
  f: [2, 4, 8, 12, 16],
  c: [8, 16, 24, 32],
};
const TIME =
  /^(?:8)?(?:\[(?:[1-9][0-9]{0,8})?(?:Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as)(?:\/[1-9][0-9]{0,8})?\])?$/;
const LONGEST_ELEMENT = 2 ** 31;

/**
 * The element type that a header describes: a code (`<f8`, `|S10`, `|O`), or a list of named fields.
 *
 * @throws CredenceError `DATA_MALFORMED` for what NumPy would not write
 */
export function elementType(descr: PythonLiteral): ElementType {
  if (descr.kind === 'text') return codedType(descr.text);
  if (descr.kind === 'list') return structuredType(descr.items);
  // A subarray: what it consists of, and its shape.
  if (descr.kind === 'tuple' && descr.items.length === 2) {
    const [base, shape] = descr.items as [PythonLiteral, PythonLiteral];
    return repeated(elementType(base), shape);
  }
  throw malformed('describes its elements in no known way');
}

function codedType(code: string): ElementType {
  const [, kind, size] = /^[<>=|]?([biufcmMOSUVa?])([0-9]{0,10}(?:\[[^\]]*\])?)$/.exec(code) ?? [];
  if (kind === undefined || size === undefined) throw unknownCode(code);
  if (kind === 'O') {
    if (size !== '' && size !== '8' && size !== '4') throw unknownCode(code);
    return { bytes: 8, hasObjects: true };
  }
  if (kind === 'm' || kind === 'M') {
    if (!TIME.test(size)) throw unknownCode(code);
    return { bytes: 8, hasObjects: false };
  }
  if (kind === '?') {
    if (size !== '') throw unknownCode(code);
    return { bytes: 1, hasObjects: false };
  }
  if (!/^[0-9]+$/.test(size)) throw unknownCode(code);
  const bytes = Number(size) * (kind === 'U' ? 4 : 1);
  const allowed = NUMBER_BYTES[kind];
  if (allowed?.includes(bytes) === false || bytes > LONGEST_ELEMENT) throw unknownCode(code);
  return { bytes, hasObjects: false };
}

/** Fields one after the other: name (or title and name), type, and possibly a shape. */
function structuredType(fields: readonly PythonLiteral[]): ElementType {
  const types = fields.map((field) => {
    const [name, descr, shape, ...more] = field.kind === 'tuple' ? field.items : [];
    if (name === undefined || descr === undefined || more.length > 0 || !isFieldName(name)) {
      throw malformed('describes a field in no known way');
    }
    const type = elementType(descr);
    return shape === undefined ? type : repeated(type, shape);
  });
  return {
    bytes: types.reduce((sum, { bytes }) => sum + bytes, 0),
    hasObjects: types.some(({ hasObjects }) => hasObjects),
  };
}

function isFieldName(name: PythonLiteral): boolean {
  if (name.kind === 'text') return true;
  return (
    name.kind === 'tuple' &&
    name.items.length === 2 &&
    name.items.every(({ kind }) => kind === 'text')
  );
}

function repeated({ bytes, hasObjects }: ElementType, shape: PythonLiteral): ElementType {
  const sizes = shape.kind === 'number' ? [shape.number] : shapeOf(shape);
  return { bytes: bytes * elementCount(sizes), hasObjects };
}

/** @throws CredenceError `DATA_MALFORMED` where it is no tuple of sizes */
export function shapeOf(shape: PythonLiteral): readonly number[] {
  if (shape.kind !== 'tuple') throw malformed('gives a shape that is no tuple');
  return shape.items.map((item) => {
    if (item.kind !== 'number') throw malformed('gives a shape that is no tuple of numbers');
    return item.number;
  });
}

/** How many elements a shape has. @throws CredenceError `DATA_MALFORMED` where that is no possible number */
export function elementCount(shape: readonly number[]): number {
  const count = shape.reduce((product, size) => product * size, 1);
  if (shape.some((size) => size < 0) || !Number.isSafeInteger(count)) {
    throw malformed('gives a shape that no array has');
  }
  return count;
}

function unknownCode(code: string): CredenceError {
  return malformed(
    `gives the type "${visibleText(code.slice(0, 50))}", which NumPy does not write`,
  );
}

/** @param what continues "The header of the array …" */
export function malformed(what: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', `The header of the array ${what}`);
}
