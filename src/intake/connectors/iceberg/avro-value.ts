import { CredenceError } from '../../../core/error.ts';
import type { AvroSchema } from './avro-schema.ts';

const DEEPEST = 32;

/** Bytes of an Avro block, read from front to back (Apache Avro 1.12, "Binary Encoding"). */
export class AvroInput {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get position(): number {
    return this.#at;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  take(length: number): Buffer {
    if (length < 0 || this.#at + length > this.#bytes.length)
      throw malformed('it is cut off', this.#at);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** Variable-length zig-zag integer. */
  long(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.take(1)[0] as number;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return (value >> 1n) ^ -(value & 1n);
    }
    throw malformed('a number has more than 64 bits', this.#at);
  }

  /** A length or a count. */
  length(): number {
    const value = this.long();
    if (value < 0n || value > 2n ** 31n) throw malformed('a length is out of range', this.#at);
    return Number(value);
  }
}

/**
 * One value by its schema: records as objects, `long` as bigint, bytes as Buffer.
 *
 * @throws CredenceError `DATA_MALFORMED` with the offset in the block.
 */
export function readAvroValue(input: AvroInput, schema: AvroSchema, depth = 0): unknown {
  if (depth > DEEPEST) throw malformed('it is nested too deeply', input.position);
  switch (schema.type) {
    case 'null':
      return null;
    case 'boolean':
      return input.take(1)[0] === 1;
    case 'int':
      return Number(input.long());
    case 'long':
      return input.long();
    case 'float':
      return input.take(4).readFloatLE();
    case 'double':
      return input.take(8).readDoubleLE();
    case 'bytes':
      return Buffer.from(input.take(input.length()));
    case 'string':
      return input.take(input.length()).toString('utf8');
    case 'fixed':
      return Buffer.from(input.take(schema.size));
    case 'enum':
      return schema.symbols[input.length()];
    case 'array':
      return Array.from(blocks(input), () => readAvroValue(input, schema.items, depth + 1));
    case 'map':
      return new Map(
        Array.from(blocks(input), () => [
          input.take(input.length()).toString('utf8'),
          readAvroValue(input, schema.items, depth + 1),
        ]),
      );
    case 'union': {
      const branch = schema.branches[input.length()];
      if (branch === undefined) throw malformed('a union has no such branch', input.position);
      return readAvroValue(input, branch, depth + 1);
    }
    case 'record':
      return Object.fromEntries(
        schema.fields.map(({ name, schema: field }) => [
          name,
          readAvroValue(input, field, depth + 1),
        ]),
      );
  }
}

/** Steps through the items of an array or a map, which stand in blocks with a count each. */
function* blocks(input: AvroInput): Generator<void> {
  for (;;) {
    const count = input.long();
    if (count === 0n) return;
    // A negative count is followed by the size of the block.
    if (count < 0n) input.long();
    const items = count < 0n ? -count : count;
    // Items without a byte of their own hold nothing, and could be told without end.
    if (items > BigInt(input.left)) throw malformed('a block is too long', input.position);
    for (let item = 0n; item < items; item += 1n) yield;
  }
}

function malformed(why: string, byte: number): CredenceError {
  return new CredenceError('DATA_MALFORMED', `An Avro file cannot be read: ${why}.`, {
    hint: 'Check that the file is whole.',
    at: { byte },
  });
}
