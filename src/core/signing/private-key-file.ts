import { createPrivateKey, type KeyObject } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { CredenceError } from '../error.ts';
import { encryptPrivateKey, pem } from './encrypted-private-key.ts';
import { KeyPair } from './key-pair.ts';

export interface Passphrase {
  /** Unlocks the private key; without it the file holds the key in the clear. */
  readonly passphrase?: string | undefined;
}

/** The most a key file may hold; a real one has under 1 KiB. */
const MAX_FILE_BYTES = 16_384;

/**
 * Writes a private key as PKCS#8 PEM that only its owner may read (mode 0600), flushed to disk. Never
 * replaces a file.
 *
 * @throws CredenceError `OUTPUT_FAILED` when the file exists or cannot be written
 */
export function writePrivateKeyFile(path: string, keys: KeyPair, lock: Passphrase = {}): void {
  const text =
    lock.passphrase === undefined
      ? pem('PRIVATE KEY', keys.toPkcs8())
      : encryptPrivateKey(keys.toPkcs8(), lock.passphrase);
  let file: number | undefined;
  try {
    file = openSync(path, 'wx', 0o600);
    writeSync(file, text);
    fsyncSync(file);
  } catch (cause) {
    throw new CredenceError('OUTPUT_FAILED', `The private key cannot be written to ${path}.`, {
      hint: isErrno(cause, 'EEXIST')
        ? 'A key file is never replaced: choose another name, or move the old file away.'
        : 'Check that the folder exists, is yours, and that the disk has room.',
      at: { file: path },
      cause,
    });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/**
 * Reads a private key file that `writePrivateKeyFile`, OpenSSL or Node wrote.
 *
 * @throws CredenceError `FILE_NOT_FOUND`; `NOT_ALLOWED` when others may read the file; `USAGE` when a
 * passphrase is missing or wrong; `DATA_MALFORMED` when it is not a private key
 */
export function readPrivateKeyFile(path: string, lock: Passphrase = {}): KeyPair {
  const text = readOwnFile(path);
  const locked = text.includes('ENCRYPTED');
  if (locked && lock.passphrase === undefined) {
    throw new CredenceError('USAGE', `The key in ${path} is locked with a passphrase.`, {
      hint: 'Give the passphrase.',
      at: { file: path },
    });
  }
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: text, format: 'pem', passphrase: lock.passphrase ?? '' });
  } catch (cause) {
    throw locked
      ? new CredenceError('USAGE', `The passphrase does not open the key in ${path}.`, {
          hint: 'Check the passphrase; without it the key is lost, and a new one must be registered.',
          at: { file: path },
          cause,
        })
      : new CredenceError('DATA_MALFORMED', `${path} does not hold a private key.`, {
          hint: 'A private key is a PKCS#8 PEM file.',
          at: { file: path },
          cause,
        });
  }
  return new KeyPair(key);
}

function readOwnFile(path: string): string {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const { mode, size } = fstatSync(file);
    if ((mode & 0o077) !== 0 && process.platform !== 'win32') throw readableByOthers(path, mode);
    return size <= MAX_FILE_BYTES ? readFileSync(file, 'utf8') : '';
  } catch (cause) {
    if (cause instanceof CredenceError) throw cause;
    const code = isErrno(cause, 'ENOENT') ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE';
    throw new CredenceError(code, `The private key ${path} cannot be read.`, {
      hint: 'Check the path and its permissions.',
      at: { file: path },
      cause,
    });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readableByOthers(path: string, mode: number): CredenceError {
  const octal = (mode & 0o777).toString(8).padStart(4, '0');
  return new CredenceError('NOT_ALLOWED', `Others may read the private key ${path} (${octal}).`, {
    hint: 'Run chmod 600 on it, and replace the key if anyone may have copied it.',
    at: { file: path },
  });
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
