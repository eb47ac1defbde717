const MAGIC = 0x184d2204;
const UNCOMPRESSED_BLOCK = 0x80000000;
const MINIMUM_MATCH = 4;

/**
 * Decodes one LZ4 frame (LZ4 Frame Format 1.6; LZ4 Block Format), as Arrow compresses buffers.
 * Checksums are passed over.
 *
 * @throws RangeError when the frame is damaged or unfolds to more than `limit` bytes.
 */
export function decodeLz4Frame(frame: Uint8Array, limit: number): Uint8Array {
  const input = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (input.getUint32(0, true) !== MAGIC) throw new RangeError('not an LZ4 frame');
  const flags = input.getUint8(4);
  const blockChecksum = (flags & 0x10) === 0 ? 0 : 4;
  let at = 7 + ((flags & 0x08) === 0 ? 0 : 8) + ((flags & 0x01) === 0 ? 0 : 4);
  const output = new Lz4Output(limit);
  for (;;) {
    const header = input.getUint32(at, true);
    at += 4;
    if (header === 0) return output.finish();
    const length = header % UNCOMPRESSED_BLOCK;
    if (at + length > frame.length) throw new RangeError('an LZ4 block is cut off');
    const block = frame.subarray(at, at + length);
    if (header >= UNCOMPRESSED_BLOCK) output.append(block, 0, length);
    else decodeBlock(block, output);
    at += length + blockChecksum;
  }
}

/** Sequences of literals and matches; the last one ends with its literals. */
function decodeBlock(block: Uint8Array, output: Lz4Output): void {
  const cursor = { at: 0 };
  while (cursor.at < block.length) {
    const token = nextByte(block, cursor);
    const literals = extendedLength(token >>> 4, block, cursor);
    output.append(block, cursor.at, literals);
    cursor.at += literals;
    if (cursor.at >= block.length) return;
    const offset = nextByte(block, cursor) | (nextByte(block, cursor) << 8);
    output.repeat(offset, extendedLength(token & 0x0f, block, cursor) + MINIMUM_MATCH);
  }
}

/** A length of 15 goes on in the bytes that follow, up to the first that is not 255. */
function extendedLength(start: number, block: Uint8Array, cursor: { at: number }): number {
  let length = start;
  if (start < 15) return length;
  for (;;) {
    const more = nextByte(block, cursor);
    length += more;
    if (more < 255) return length;
  }
}

function nextByte(block: Uint8Array, cursor: { at: number }): number {
  const byte = block[cursor.at];
  if (byte === undefined) throw new RangeError('an LZ4 block is cut off');
  cursor.at += 1;
  return byte;
}

class Lz4Output {
  readonly #limit: number;
  #bytes = new Uint8Array(65_536);
  #end = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  append(source: Uint8Array, start: number, length: number): void {
    if (start + length > source.length) throw new RangeError('an LZ4 block is cut off');
    this.#reserve(length);
    this.#bytes.set(source.subarray(start, start + length), this.#end);
    this.#end += length;
  }

  /** Copies from `offset` bytes back, one by one: source and target may overlap. */
  repeat(offset: number, length: number): void {
    if (offset === 0 || offset > this.#end)
      throw new RangeError('an LZ4 match begins before the data');
    this.#reserve(length);
    const bytes = this.#bytes;
    for (let target = this.#end; target < this.#end + length; target++) {
      bytes[target] = bytes[target - offset] as number;
    }
    this.#end += length;
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#end);
  }

  #reserve(more: number): void {
    const needed = this.#end + more;
    if (needed > this.#limit)
      throw new RangeError(`LZ4 data unfolds to more than ${this.#limit} bytes`);
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = grown;
  }
}
