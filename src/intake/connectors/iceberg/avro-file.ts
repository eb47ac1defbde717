import { readFile, stat } from 'node:fs/promises';
import { inflateRawSync, zstdDecompressSync } from 'node:zlib';
import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';
import { type AvroSchema, parseAvroSchema } from './avro-schema.ts';
import { AvroInput, readAvroValue } from './avro-value.ts';

const MAGIC = 'Obj\u0001';
const LARGEST = 512 * 1024 * 1024;
const LARGEST_BLOCK = 256 * 1024 * 1024;

/**
 * The records of an Avro file (Apache Avro 1.12, "Object Container Files").
 *
 * @throws CredenceError `DATA_MALFORMED`, `LIMIT_EXCEEDED` over 512 MiB; `DATA_UNSUPPORTED` for a codec
 * other than deflate and zstandard; `FILE_UNREADABLE`.
 */
export async function* readAvroFile(file: string): AsyncGenerator<Record<string, unknown>> {
  const bytes = await contentOf(file);
  const { codec, schema, sync, start } = headOf(bytes, file);
  const input = new AvroInput(bytes, start);
  while (!input.done) {
    const count = input.length();
    const block = new AvroInput(unpack(codec, input.take(input.length()), file));
    if (count > block.left) throw malformed(file, 'a block is too long', input.position);
    for (let item = 0; item < count; item += 1)
      yield readAvroValue(block, schema) as Record<string, unknown>;
    if (!input.take(16).equals(sync))
      throw malformed(file, 'a block does not end where it says', input.position);
  }
}

interface Head {
  readonly codec: string;
  readonly schema: AvroSchema;
  readonly sync: Buffer;
  readonly start: number;
}

function headOf(bytes: Buffer, file: string): Head {
  if (bytes.toString('latin1', 0, 4) !== MAGIC)
    throw malformed(file, 'it does not begin as one', 0);
  const input = new AvroInput(bytes, 4);
  const meta = readAvroValue(input, { type: 'map', items: { type: 'bytes' } }) as Map<
    string,
    Buffer
  >;
  const text = meta.get('avro.schema')?.toString('utf8');
  const schema = text === undefined ? undefined : parseJson(text, file);
  return {
    codec: meta.get('avro.codec')?.toString('latin1') ?? 'null',
    schema: recordSchema(schema, file),
    sync: input.take(16),
    start: input.position,
  };
}

function recordSchema(json: unknown, file: string): AvroSchema {
  const schema = parseAvroSchema(json);
  if (schema.type !== 'record') throw malformed(file, 'it does not hold records', 0);
  return schema;
}

function unpack(codec: string, block: Buffer, file: string): Buffer {
  try {
    if (codec === 'null') return block;
    if (codec === 'deflate') return inflateRawSync(block, { maxOutputLength: LARGEST_BLOCK });
    if (codec === 'zstandard') return zstdDecompressSync(block, { maxOutputLength: LARGEST_BLOCK });
  } catch (cause) {
    throw new CredenceError(
      'DATA_MALFORMED',
      `${visibleText(file)} holds a block that cannot be unpacked.`,
      {
        hint: 'Check that the file is whole.',
        at: { file },
        cause,
      },
    );
  }
  throw new CredenceError(
    'DATA_UNSUPPORTED',
    `${visibleText(file)} is packed with ‘${visibleText(codec)}’.`,
    {
      hint: 'Set write.manifest compression to gzip or zstd, and write the table’s metadata again.',
      at: { file },
    },
  );
}

async function contentOf(file: string): Promise<Buffer> {
  try {
    if ((await stat(file)).size <= LARGEST) return await readFile(file);
  } catch (cause) {
    throw new CredenceError('FILE_UNREADABLE', `${visibleText(file)} cannot be read.`, {
      hint: 'Check that the table’s metadata are complete.',
      at: { file },
      cause,
    });
  }
  throw new CredenceError('LIMIT_EXCEEDED', `${visibleText(file)} is larger than 512 MiB.`, {
    hint: 'Rewrite the table’s manifests.',
    at: { file },
  });
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new CredenceError(
      'DATA_MALFORMED',
      `${visibleText(file)} has a schema that is not JSON.`,
      {
        hint: 'Check that the file is whole.',
        at: { file },
        cause,
      },
    );
  }
}

function malformed(file: string, why: string, byte: number): CredenceError {
  return new CredenceError('DATA_MALFORMED', `${visibleText(file)} is no Avro file: ${why}.`, {
    hint: 'Check that the table’s metadata are complete.',
    at: { file, byte },
  });
}
