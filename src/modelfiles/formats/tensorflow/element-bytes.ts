/** Bytes of one element, by TensorFlow's `DataType`; texts, resources and variants have no fixed size. */
const BYTES: ReadonlyMap<number, number> = new Map([
  ...[4, 6, 10, 11, 12, 24, 25].map((type): [number, number] => [type, 1]),
  ...[5, 14, 15, 16, 17, 19].map((type): [number, number] => [type, 2]),
  ...[1, 3, 13, 22].map((type): [number, number] => [type, 4]),
  ...[2, 8, 9, 23].map((type): [number, number] => [type, 8]),
  [18, 16],
]);

/** Bytes of one element of a type, or `null` where elements differ in size. */
export function elementBytes(type: number): number | null {
  return BYTES.get(type) ?? null;
}
