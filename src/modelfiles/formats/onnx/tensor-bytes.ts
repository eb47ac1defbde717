import type { Message } from '../protobuf/message.ts';

/** Bits of one element, by `TensorProto.DataType`; texts (8) have no fixed size. */
const BITS: ReadonlyMap<number, number> = new Map([
  ...[2, 3, 9, 17, 18, 19, 20, 24].map((type): [number, number] => [type, 8]),
  ...[4, 5, 10, 16].map((type): [number, number] => [type, 16]),
  ...[1, 6, 12].map((type): [number, number] => [type, 32]),
  ...[7, 11, 13, 14].map((type): [number, number] => [type, 64]),
  [15, 128],
  ...[21, 22, 23].map((type): [number, number] => [type, 4]),
  ...[25, 26].map((type): [number, number] => [type, 2]),
  ...[27, 28].map((type): [number, number] => [type, 6]),
]);

/** Why a tensor's `raw_data` can't be what its type and shape say, or `null` where it can. */
export function geometryFault(tensor: Message): string | null {
  const raw = tensor.ranges('raw_data')[0];
  if (raw === undefined) return null;
  const bits = BITS.get(tensor.number('data_type'));
  if (bits === undefined) return `an element type ${tensor.number('data_type')} without a size`;
  const dims = tensor.numbers('dims');
  if (dims.some((dim) => dim < 0)) return 'a negative dimension';
  const elements = dims.reduce((product, dim) => product * dim, 1);
  const expected = Math.ceil((elements * bits) / 8);
  const found = raw.end - raw.start;
  return expected === found ? null : `${found} bytes where its type and shape need ${expected}`;
}
