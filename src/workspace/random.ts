import { randomBytes } from 'node:crypto';

/** Where chance comes from. */
export interface Random {
  bytes(count: number): Uint8Array;
}

export const systemRandom: Random = { bytes: (count) => randomBytes(count) };

/** An id that nobody else has: 128 random bits in hex. */
export function freshId(random: Random): string {
  return Buffer.from(random.bytes(16)).toString('hex');
}
