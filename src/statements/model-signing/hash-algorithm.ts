import { createHash, type Hash } from 'node:crypto';
import { CredenceError } from '../../core/error.ts';

/** Hashes that the specification knows (OMS algorithm registry). */
export const HASH_TYPES = ['sha256', 'blake2b', 'blake3'] as const;

export type HashType = (typeof HASH_TYPES)[number];

/**
 * A hash that bytes can be fed to. BLAKE2b has 512 bits here (RFC 7693), as the registry says.
 *
 * @throws CredenceError `DATA_UNSUPPORTED` for BLAKE3, which OpenSSL does not have
 */
export function startHash(type: HashType): Hash {
  switch (type) {
    case 'sha256':
      return createHash('sha256');
    case 'blake2b':
      return createHash('blake2b512');
    case 'blake3':
      throw new CredenceError('DATA_UNSUPPORTED', 'BLAKE3 digests cannot be checked here.', {
        hint: 'Check this signature with model_signing, or sign again with sha256.',
      });
  }
}
