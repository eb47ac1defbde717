import { mkdirSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CredenceError } from '../core/error.ts';
import { isKeyId, type KeyId } from '../core/signing/key-id.ts';
import { KeyPair } from '../core/signing/key-pair.ts';
import { readPrivateKeyFile, writePrivateKeyFile } from '../core/signing/private-key-file.ts';

/** Private keys of the user, by id. They never lie in a workspace. */
export interface KeyRing {
  /** Ids of all keys, in order. */
  list(): readonly KeyId[];
  has(id: KeyId): boolean;
  /** @throws CredenceError `NOT_FOUND`, or what `readPrivateKeyFile` throws */
  get(id: KeyId): KeyPair;
  /** Makes a key and keeps it, on the disk when this returns. */
  generate(): KeyPair;
}

export interface FileKeyRingOptions {
  /** The folder of keys; `credence/keys` in the user's configuration folder unless told. */
  readonly folder?: string | undefined;
  /** Unlocks the keys, and locks new ones. */
  readonly passphrase?: string | undefined;
}

const EXTENSION = '.pem';

/** Keys as PKCS#8 PEM files that only their owner may read (mode 0600), in a folder of mode 0700. */
export class FileKeyRing implements KeyRing {
  readonly folder: string;
  readonly #passphrase: string | undefined;
  readonly #opened = new Map<KeyId, KeyPair>();

  constructor({ folder, passphrase }: FileKeyRingOptions = {}) {
    this.folder = folder ?? userKeyFolder();
    this.#passphrase = passphrase;
  }

  list(): readonly KeyId[] {
    try {
      return readdirSync(this.folder)
        .filter((name) => name.endsWith(EXTENSION))
        .map((name) => name.slice(0, -EXTENSION.length))
        .filter(isKeyId)
        .sort();
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
      throw new CredenceError('FILE_UNREADABLE', `The keys in ${this.folder} cannot be read.`, {
        at: { file: this.folder },
        cause,
      });
    }
  }

  has(id: KeyId): boolean {
    return this.list().includes(id);
  }

  get(id: KeyId): KeyPair {
    const opened = this.#opened.get(id);
    if (opened !== undefined) return opened;
    if (!this.has(id)) {
      throw new CredenceError(
        'NOT_FOUND',
        `The private key ${id.slice(0, 16)} is not on this machine.`,
        {
          at: { file: this.folder },
          hint: 'Act from where the key is. If it is lost, have an owner replace it.',
        },
      );
    }
    const pair = readPrivateKeyFile(this.#path(id), { passphrase: this.#passphrase });
    if (pair.publicKey.id !== id) {
      throw new CredenceError(
        'INTEGRITY_FAILED',
        `${this.#path(id)} holds another key than its name says.`,
        {
          at: { file: this.#path(id) },
          hint: 'Bring back the right file, or have an owner replace the key.',
        },
      );
    }
    this.#opened.set(id, pair);
    return pair;
  }

  generate(): KeyPair {
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw new CredenceError(
        'OUTPUT_FAILED',
        `The folder for keys ${this.folder} cannot be made.`,
        {
          at: { file: this.folder },
          hint: 'See that your configuration folder may be written.',
          cause,
        },
      );
    }
    const pair = KeyPair.generate();
    writePrivateKeyFile(this.#path(pair.publicKey.id), pair, { passphrase: this.#passphrase });
    this.#opened.set(pair.publicKey.id, pair);
    return pair;
  }

  #path(id: KeyId): string {
    return join(this.folder, `${id}${EXTENSION}`);
  }
}

/** XDG Base Directory: the user's configuration folder, or `~/.config`. */
function userKeyFolder(): string {
  const configured = process.env['XDG_CONFIG_HOME'];
  const base = configured?.startsWith('/') === true ? configured : join(homedir(), '.config');
  return join(base, 'credence', 'keys');
}
