import { decodeHuffman, type HuffmanCodes, readHuffmanCodes } from './huffman-codes.ts';
import { malformed } from './zstd-error.ts';

const RAW = 0;
const RUN = 1;
const TREELESS = 3;
/** By the format of the sizes in the header. */
const PLAIN_HEADER_BYTES: readonly number[] = [1, 2, 1, 3];
const SIZE_BITS: readonly number[] = [10, 10, 14, 18];
const JUMP_TABLE_BYTES = 6;
const BLOCK_BYTES = 131_072;

export interface Literals {
  readonly bytes: Uint8Array;
  /** Length of the section. */
  readonly length: number;
  /** The code that a later block may use again. */
  readonly codes: HuffmanCodes | undefined;
}

/**
 * Reads the literals of a block (RFC 8878 §3.1.1.3.1).
 *
 * @param block from its first byte on
 * @param known code of an earlier block
 */
export function readLiterals(block: Uint8Array, known: HuffmanCodes | undefined): Literals {
  const [first] = block;
  if (first === undefined) throw malformed('has a block without literals');
  const kind = first & 3;
  const format = (first >> 2) & 3;
  return kind === RAW || kind === RUN
    ? plainLiterals(block, { kind, format, known })
    : packedLiterals(block, { kind, format, known });
}

interface Section {
  readonly kind: number;
  readonly format: number;
  readonly known: HuffmanCodes | undefined;
}

function plainLiterals(block: Uint8Array, { kind, format, known }: Section): Literals {
  const header = PLAIN_HEADER_BYTES[format] as number;
  const size = littleEndian(block, header) >>> (format % 2 === 0 ? 3 : 4);
  const stored = kind === RAW ? size : 1;
  const length = header + stored;
  if (size > BLOCK_BYTES || length > block.length) throw malformed('has too many literals');
  const bytes =
    kind === RAW
      ? block.subarray(header, length)
      : new Uint8Array(size).fill(block[header] as number);
  return { bytes, length, codes: known };
}

function packedLiterals(block: Uint8Array, { kind, format, known }: Section): Literals {
  const header = Math.max(3, format + 2);
  const width = SIZE_BITS[format] as number;
  const fields = littleEndian(block, header);
  const size = Math.floor(fields / 16) % 2 ** width;
  const packed = Math.floor(fields / 2 ** (4 + width));
  const length = header + packed;
  if (size > BLOCK_BYTES || length > block.length) throw malformed('has too many literals');
  let body = block.subarray(header, length);
  let codes = known;
  if (kind !== TREELESS) {
    const described = readHuffmanCodes(body);
    codes = described.codes;
    body = body.subarray(described.length);
  }
  if (codes === undefined) throw malformed('uses a code that was never given');
  const bytes = new Uint8Array(size);
  if (format === 0) decodeHuffman(codes, body, bytes);
  else decodeFourStreams(codes, body, bytes);
  return { bytes, length, codes };
}

function decodeFourStreams(codes: HuffmanCodes, body: Uint8Array, target: Uint8Array): void {
  const part = (target.length + 3) >> 2;
  if (body.length < JUMP_TABLE_BYTES || part * 3 > target.length) {
    throw malformed('has literals of another length than announced');
  }
  let start = JUMP_TABLE_BYTES;
  for (let stream = 0; stream < 4; stream++) {
    const length = (body[stream * 2] as number) + (body[stream * 2 + 1] as number) * 256;
    const end = stream === 3 ? body.length : start + length;
    if (end > body.length) throw malformed('breaks off within its literals');
    const room = target.subarray(part * stream, stream === 3 ? target.length : part * (stream + 1));
    decodeHuffman(codes, body.subarray(start, end), room);
    start = end;
  }
}

/** Exact up to five bytes, and without complaint where there are fewer: lengths are checked next. */
function littleEndian(bytes: Uint8Array, width: number): number {
  let value = 0;
  for (let at = width - 1; at >= 0; at--) value = value * 256 + (bytes[at] ?? 0);
  return value;
}
