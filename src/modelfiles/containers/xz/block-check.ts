import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { CredenceError } from '../../../core/error.ts';
import { Crc64 } from './crc64.ts';

/** The check that follows a block's data. */
export interface BlockCheck {
  readonly bytes: number;
  update(bytes: Uint8Array): void;
  digest(): Buffer;
}

const NONE = 0;
const CRC32 = 1;
const CRC64 = 4;
const SHA256 = 10;

/**
 * A check by its number in the stream flags (xz-file-format 1.2.1 §2.1.1.2).
 * @throws CredenceError `DATA_UNSUPPORTED` for numbers that nobody uses
 */
export function blockCheck(kind: number): BlockCheck {
  switch (kind) {
    case NONE:
      return { bytes: 0, update: () => undefined, digest: () => Buffer.alloc(0) };
    case CRC32:
      return crc32Check();
    case CRC64: {
      const sum = new Crc64();
      return { bytes: 8, update: (bytes) => sum.update(bytes), digest: () => sum.digest() };
    }
    case SHA256: {
      const hash = createHash('sha256');
      return { bytes: 32, update: (bytes) => hash.update(bytes), digest: () => hash.digest() };
    }
    default:
      throw new CredenceError('DATA_UNSUPPORTED', `The xz stream uses check number ${kind}`);
  }
}

function crc32Check(): BlockCheck {
  let sum = 0;
  return {
    bytes: 4,
    update: (bytes) => {
      sum = crc32(bytes, sum);
    },
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(sum);
      return bytes;
    },
  };
}
