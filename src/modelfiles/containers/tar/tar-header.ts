import { CredenceError } from '../../../core/error.ts';
import { isTarHeader, TAR_BLOCK_BYTES } from './tar-checksum.ts';

/** One header block, as POSIX.1-2001 (ustar, pax) and GNU tar write it. */
export interface TarHeader {
  readonly name: string;
  /** Of the data that follow, in bytes. */
  readonly size: number;
  /** Type flag; the old `\0` for a file is given as `0`. */
  readonly type: string;
}

/** Set in the first byte of a size that is no octal text but a number of the bytes behind. */
const BINARY_SIZE = 0x80;

/**
 * @param offset of the block, for messages
 * @throws CredenceError `DATA_MALFORMED` where the block is no header, or reads in more than one way
 */
export function readTarHeader(block: Uint8Array, offset: number): TarHeader {
  if (!isTarHeader(block)) throw malformed('has no header where one has to be', offset);
  const bytes = Buffer.from(block.subarray(0, TAR_BLOCK_BYTES));
  const latin1 = bytes.toString('latin1');
  const isPosix = latin1.startsWith('ustar\0', 257);
  const name = headerText(bytes.subarray(0, 100), offset);
  const prefix = headerText(bytes.subarray(345, 500), offset + 345);
  if (prefix !== '' && !isPosix) {
    throw malformed('has a prefix to a name, which only some readers put before it', offset + 345);
  }
  const type = latin1.charAt(156);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size: sizeOf(bytes.subarray(124, 136), offset + 124),
    type: type === '\0' ? '0' : type,
  };
}

/** A text up to its first zero, behind which only zeros may come. */
export function headerText(field: Uint8Array, offset: number): string {
  const zero = field.indexOf(0);
  const end = zero === -1 ? field.length : zero;
  if (field.subarray(end).some((byte) => byte !== 0)) {
    throw malformed('hides bytes behind a name', offset + end);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      field.subarray(0, end),
    );
  } catch (cause) {
    throw new CredenceError('DATA_ENCODING', 'The tar archive has a name that is not UTF-8', {
      at: { byte: offset },
      cause,
    });
  }
}

function sizeOf(field: Buffer, offset: number): number {
  if (field[0] === BINARY_SIZE) {
    const size = field.readBigUInt64BE(4);
    const fits = field.readUIntBE(1, 3) === 0 && size <= Number.MAX_SAFE_INTEGER;
    if (fits) return Number(size);
    throw malformed('gives a size that is too large', offset);
  }
  const octal = /^ *([0-7]*)[ \0]*$/.exec(field.toString('latin1'))?.[1];
  if (octal === undefined) throw malformed('gives a size that is no number', offset);
  return octal === '' ? 0 : Number.parseInt(octal, 8);
}

/** @param what continues "The tar archive …" */
export function malformed(what: string, byte: number): CredenceError {
  return new CredenceError('DATA_MALFORMED', `The tar archive ${what}`, { at: { byte } });
}
