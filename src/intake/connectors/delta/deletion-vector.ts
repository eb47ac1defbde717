import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { CredenceError } from '../../../core/error.ts';
import { insideFolder } from '../files/inside-folder.ts';
import type { DeletionVector } from './delta-actions.ts';
import { deletedRowsOf } from './roaring-bitmap.ts';

const ALPHABET =
  '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#';
const ID_LENGTH = 20;

/**
 * The rows that a deletion vector hides (Delta Transaction Log Protocol, "Deletion Vectors").
 *
 * @throws CredenceError `INTEGRITY_FAILED` on a wrong checksum or count; `NOT_ALLOWED` where it lies
 * outside the table; `FILE_UNREADABLE`, `DATA_MALFORMED`.
 */
export async function readDeletionVector(
  table: string,
  vector: DeletionVector,
): Promise<Uint32Array> {
  const rows = deletedRowsOf(await bytesOf(table, vector), vector.cardinality);
  if (rows.length === vector.cardinality) return rows;
  throw new CredenceError(
    'INTEGRITY_FAILED',
    `A deletion vector hides ${rows.length} rows, and the log says ${vector.cardinality}.`,
    { hint: 'Find out who changed the table.', at: { file: table } },
  );
}

async function bytesOf(table: string, vector: DeletionVector): Promise<Uint8Array> {
  switch (vector.storageType) {
    case 'i':
      return base85(vector.pathOrInlineDv).subarray(0, vector.sizeInBytes);
    case 'p':
      throw new CredenceError('NOT_ALLOWED', 'A deletion vector lies outside the table.', {
        hint: 'Copy the table whole (a deep clone), and take that in.',
        at: { file: table },
      });
    case 'u':
      return await stored(await insideFolder(table, fileOf(vector.pathOrInlineDv)), vector);
  }
}

/** `<prefix><20 characters: a UUID in base 85>`. */
function fileOf(reference: string): string {
  const prefix = reference.slice(0, -ID_LENGTH);
  if (!/^\w*$/.test(prefix) || reference.length < ID_LENGTH) throw badReference();
  const hex = Buffer.from(base85(reference.slice(-ID_LENGTH))).toString('hex');
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return join(prefix, `deletion_vector_${id}.bin`);
}

async function stored(file: string, { offset, sizeInBytes }: DeletionVector): Promise<Uint8Array> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new CredenceError('FILE_UNREADABLE', 'A deletion vector of the table is missing.', {
      hint: 'Restore the file, or choose an earlier version.',
      at: { file },
      cause,
    });
  });
  const start = offset ?? 1;
  const end = start + 4 + sizeInBytes;
  if (end + 4 > bytes.length || bytes.readUInt32BE(start) !== sizeInBytes)
    throw new CredenceError(
      'DATA_MALFORMED',
      'A deletion vector is not where the log says it is.',
      {
        hint: 'Restore the file, or choose an earlier version.',
        at: { file, byte: start },
      },
    );
  const data = bytes.subarray(start + 4, end);
  if (crc32(data) !== bytes.readUInt32BE(end))
    throw new CredenceError(
      'INTEGRITY_FAILED',
      'A deletion vector was altered: its checksum is wrong.',
      {
        hint: 'Restore the file, and find out who changed it.',
        at: { file, byte: start },
      },
    );
  return data;
}

/** Z85 (ZeroMQ RFC 32): five characters for four bytes. */
function base85(text: string): Uint8Array {
  if (text.length % 5 !== 0) throw badReference();
  const bytes = Buffer.alloc((text.length / 5) * 4);
  for (let at = 0; at < text.length; at += 5) {
    const digits = Array.from(text.slice(at, at + 5), (character) => ALPHABET.indexOf(character));
    if (digits.includes(-1)) throw badReference();
    const value = digits.reduce((sum, digit) => sum * 85 + digit, 0);
    if (value >= 2 ** 32) throw badReference();
    bytes.writeUInt32BE(value, (at / 5) * 4);
  }
  return bytes;
}

function badReference(): CredenceError {
  return new CredenceError(
    'DATA_MALFORMED',
    'The log refers to a deletion vector in a way that means nothing.',
    {
      hint: 'Check whether somebody edited the log.',
    },
  );
}
