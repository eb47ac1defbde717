import { CredenceError } from '../../../core/error.ts';
import type { ByteView } from '../byte-view.ts';

/** Wire types of the protobuf encoding that are still in use; groups (3, 4) are not. */
export const VARINT = 0;
export const FIXED64 = 1;
export const LENGTH_DELIMITED = 2;
export const FIXED32 = 5;

/** One field as it stands in the bytes. Offsets are into the view. */
export interface WireField {
  readonly number: number;
  readonly wireType: number;
  /** Of the tag. */
  readonly offset: number;
  /** Payload; of a varint, its own bytes. `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Of a varint: signed, exact up to ±2⁵³; otherwise 0. */
  readonly value: number;
}

/**
 * The fields of one message, in the order of their bytes (protobuf encoding specification). Strict:
 * no groups, no field 0, no varint longer than it needs to be, nothing across the message's end.
 *
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`
 */
export function* wireFields(view: ByteView, start: number, end: number): Generator<WireField> {
  let at = start;
  while (at < end) {
    const offset = at;
    const tag = readVarint(view, at, end);
    const number = Math.floor(tag.value / 8);
    const wireType = tag.value % 8;
    if (number < 1 || number >= 2 ** 29) throw malformed(offset, 'a field has no valid number');
    const payload = payloadOf(view, { wireType, at: tag.end, end });
    if (payload.end > end) throw malformed(offset, 'a field reaches beyond its message');
    yield { number, wireType, offset, ...payload };
    at = payload.end;
  }
}

/** A varint of at most ten bytes, as a signed 64-bit number, and where it ends. */
export function readVarint(
  view: ByteView,
  start: number,
  limit: number,
): { readonly value: number; readonly end: number } {
  let value = 0;
  let scale = 1;
  for (let at = start; at < limit && at < start + 10; at++) {
    const byte = view.u8(at);
    value += (byte & 127) * scale;
    scale *= 128;
    if (byte < 128) {
      if (byte === 0 && at > start)
        throw malformed(start, 'a number is written longer than needed');
      const end = at + 1;
      return { value: end - start < 8 ? value : exactValue(view, start, end), end };
    }
  }
  throw malformed(start, 'a number does not end');
}

function exactValue(view: ByteView, start: number, end: number): number {
  let value = 0n;
  for (let at = end - 1; at >= start; at--) value = (value << 7n) | BigInt(view.u8(at) & 127);
  if (value >= 1n << 64n) throw malformed(start, 'a number has more than 64 bits');
  return Number(BigInt.asIntN(64, value));
}

function payloadOf(
  view: ByteView,
  field: { readonly wireType: number; readonly at: number; readonly end: number },
): { readonly start: number; readonly end: number; readonly value: number } {
  const { wireType, at, end } = field;
  switch (wireType) {
    case VARINT: {
      const varint = readVarint(view, at, end);
      return { start: at, end: varint.end, value: varint.value };
    }
    case FIXED64:
      return { start: at, end: at + 8, value: 0 };
    case FIXED32:
      return { start: at, end: at + 4, value: 0 };
    case LENGTH_DELIMITED: {
      const length = readVarint(view, at, end);
      if (length.value < 0) throw malformed(at, 'a length is negative');
      return { start: length.end, end: length.end + length.value, value: 0 };
    }
    default:
      throw malformed(at, `a field has the wire type ${wireType}`);
  }
}

function malformed(byte: number, what: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', `Its protobuf encoding is broken: ${what}`, {
    at: { byte },
  });
}
