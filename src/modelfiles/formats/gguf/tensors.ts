import { visibleText } from '../../../core/visible-text.ts';
import type { Budget } from '../../limits.ts';
import type { ByteView } from '../byte-view.ts';
import { malformed } from './gguf-error.ts';
import { BLOCK_SIZES } from './tensor-types.ts';

/** A tensor by its place in the data. */
export interface TensorPlace {
  readonly name: string;
  /** From the start of the data. */
  readonly start: number;
  /** Exclusive, without padding. */
  readonly end: number;
}

const LONGEST_NAME = 1_024;
const MOST_DIMENSIONS = 8;

/**
 * Reads the descriptions of the tensors (GGUF specification, version 2 and 3).
 *
 * @returns the tensors in order of their places, and the offset behind the last description
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `LIMIT_EXCEEDED`
 */
export function readTensors(
  view: ByteView,
  { start, count }: { readonly start: number; readonly count: number },
  budget: Budget,
): { readonly tensors: readonly TensorPlace[]; readonly end: number } {
  const tensors: TensorPlace[] = [];
  const names = new Set<string>();
  let at = start;
  for (let left = count; left > 0; left--) {
    budget.spendMembers(1);
    const { tensor, end } = readTensor(view, at);
    if (names.has(tensor.name)) {
      throw malformed(`describes the tensor "${visibleText(tensor.name)}" twice`, at);
    }
    names.add(tensor.name);
    tensors.push(tensor);
    at = end;
  }
  return { tensors: tensors.sort((a, b) => a.start - b.start || a.end - b.end), end: at };
}

function readTensor(
  view: ByteView,
  start: number,
): { readonly tensor: TensorPlace; readonly end: number } {
  const nameBytes = view.u64(start);
  if (nameBytes > LONGEST_NAME) throw malformed('has a tensor with an overlong name', start);
  const name = view.utf8(start + 8, nameBytes);
  let at = start + 8 + nameBytes;
  const dimensions = view.u32(at);
  if (dimensions > MOST_DIMENSIONS) throw malformed('has a tensor of too many dimensions', start);
  at += 4;
  const shape = Array.from({ length: dimensions }, (_, index) => view.u64(at + index * 8));
  at += dimensions * 8;
  const bytes = tensorBytes(shape, view.u32(at), start);
  const offset = view.u64(at + 4);
  return { tensor: { name, start: offset, end: offset + bytes }, end: at + 12 };
}

/** Rows are packed in whole blocks. */
function tensorBytes(shape: readonly number[], type: number, at: number): number {
  const block = BLOCK_SIZES.get(type);
  if (block === undefined) throw malformed(`has a tensor of the unknown type ${type}`, at);
  const [row = 1, ...rows] = shape;
  const bytes = rows.reduce(
    (product, size) => product * size,
    (row / block.elements) * block.bytes,
  );
  if (row % block.elements !== 0 || !Number.isSafeInteger(bytes)) {
    throw malformed('has a tensor whose shape does not fit its type', at);
  }
  return bytes;
}
