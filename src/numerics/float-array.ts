/** Numbers in single or double precision. Storing into one rounds to its precision. */
export type FloatArray = Float32Array | Float64Array;

/** An array of zeros in the precision of another. */
export function sameKind(as: FloatArray, length: number): FloatArray {
  return as instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
}

/** A number rounded to the precision of an array. */
export function roundedTo(as: FloatArray, value: number): number {
  return as instanceof Float32Array ? Math.fround(value) : value;
}
