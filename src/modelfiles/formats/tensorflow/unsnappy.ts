import { CredenceError } from '../../../core/error.ts';

/** A block of a checkpoint's index is not larger than this. */
const LARGEST = 1 << 26;

/**
 * Unpacks a block in the raw Snappy format (format description of 2011-10-05).
 *
 * @throws CredenceError `DATA_MALFORMED`, `LIMIT_EXCEEDED`
 */
export function unsnappy(packed: Uint8Array): Uint8Array {
  const { value: size, next } = readLength(packed);
  if (size > LARGEST) throw new CredenceError('LIMIT_EXCEEDED', 'A block unpacks to too much');
  const unpacked = new Uint8Array(size);
  let out = 0;
  for (let at = next; at < packed.length; ) {
    const { literal, length, distance, end } = readElement(packed, at);
    at = literal ? end + length : end;
    const fits =
      out + length <= size && at <= packed.length && (literal || (distance > 0 && distance <= out));
    if (!fits) throw malformed();
    if (literal) unpacked.set(packed.subarray(end, at), out);
    // Copies may reach into what they write.
    else
      for (let index = 0; index < length; index++)
        unpacked[out + index] = unpacked[out + index - distance] ?? 0;
    out += length;
  }
  if (out !== size) throw malformed();
  return unpacked;
}

interface Element {
  readonly literal: boolean;
  readonly length: number;
  readonly distance: number;
  /** Behind the element's tag and numbers. */
  readonly end: number;
}

function readElement(packed: Uint8Array, at: number): Element {
  const tag = packed[at] ?? 0;
  const rest = tag >> 2;
  switch (tag & 3) {
    case 0: {
      const width = rest < 60 ? 0 : rest - 59;
      const length = width === 0 ? rest : littleEndian(packed, at + 1, width);
      return { literal: true, length: length + 1, distance: 0, end: at + 1 + width };
    }
    case 1: {
      const distance = ((tag >> 5) << 8) | littleEndian(packed, at + 1, 1);
      return { literal: false, length: 4 + (rest & 7), distance, end: at + 2 };
    }
    case 2:
      return {
        literal: false,
        length: rest + 1,
        distance: littleEndian(packed, at + 1, 2),
        end: at + 3,
      };
    default:
      return {
        literal: false,
        length: rest + 1,
        distance: littleEndian(packed, at + 1, 4),
        end: at + 5,
      };
  }
}

function readLength(packed: Uint8Array): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let at = 0; at < 5; at++) {
    const byte = packed[at] ?? 0;
    value += (byte & 127) * 128 ** at;
    if (byte < 128) return { value, next: at + 1 };
  }
  throw malformed();
}

function littleEndian(packed: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let byte = width - 1; byte >= 0; byte--) value = value * 256 + (packed[at + byte] ?? 0);
  return value;
}

function malformed(): CredenceError {
  return new CredenceError('DATA_MALFORMED', 'A compressed block of it is broken');
}
