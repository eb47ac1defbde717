import { CredenceError } from '../../core/error.ts';

/** One element of DER (X.690): its tag, its content, and all its bytes with the header. */
export interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
  readonly bytes: Buffer;
}

/** The tags that certificates use. */
export const DER = {
  BOOLEAN: 0x01,
  BIT_STRING: 0x03,
  OCTET_STRING: 0x04,
  OBJECT_IDENTIFIER: 0x06,
  SEQUENCE: 0x30,
} as const;

/**
 * The elements that stand one after another in these bytes.
 *
 * @throws CredenceError `DATA_MALFORMED` where they are not DER
 */
export function derElements(bytes: Buffer): DerElement[] {
  const elements: DerElement[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const element = firstElement(rest);
    elements.push(element);
    rest = rest.subarray(element.bytes.length);
  }
  return elements;
}

/** The one element that these bytes are; anything after it is an error. */
export function derElement(bytes: Buffer): DerElement {
  const element = firstElement(bytes);
  if (element.bytes.length !== bytes.length) throw notDer();
  return element;
}

/** An element with this tag and content. */
export function derEncoded(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  const hex = length.toString(16);
  const size = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.of(tag, 0x80 | size.length), size, content]);
}

/** An object identifier in dotted form (X.690 §8.19). */
export function objectIdentifier({ tag, content }: DerElement): string {
  if (tag !== DER.OBJECT_IDENTIFIER || content.length === 0) throw notDer();
  const arcs: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if ((byte & 0x80) !== 0) continue;
    arcs.push(value);
    value = 0;
  }
  const [joined = 0, ...others] = arcs;
  const first = Math.min(2, Math.floor(joined / 40));
  return [first, joined - first * 40, ...others].join('.');
}

/** Lengths above 4 GiB have no place in a certificate. */
const MAX_LENGTH_BYTES = 4;

function firstElement(bytes: Buffer): DerElement {
  const [tag, short] = bytes;
  if (tag === undefined || short === undefined || (tag & 0x1f) === 0x1f) throw notDer();
  const sizeBytes = short < 0x80 ? 0 : short & 0x7f;
  const start = 2 + sizeBytes;
  if (short === 0x80 || sizeBytes > MAX_LENGTH_BYTES || start > bytes.length) throw notDer();
  const length = sizeBytes === 0 ? short : bytes.readUIntBE(2, sizeBytes);
  // DER (X.690 §10.1): a length is written in as few bytes as it can be.
  if (sizeBytes > 0 && (length < 0x80 || bytes[2] === 0)) throw notDer();
  const end = start + length;
  if (end > bytes.length) throw notDer();
  return { tag, content: bytes.subarray(start, end), bytes: bytes.subarray(0, end) };
}

export function notDer(): CredenceError {
  return new CredenceError('DATA_MALFORMED', 'The certificate is not DER.', {
    hint: 'It is damaged, or something else.',
  });
}
