import type { Random } from './random-pickle.ts';

/**
 * The same bytes with a few of them changed: bits flipped, bytes replaced, left out or repeated,
 * the end cut off, a piece of another file put in.
 */
export function mutate(random: Random, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  const place = (length: number): number => Math.floor(random() * (length + 1));
  const at = place(bytes.length - 1);
  switch (Math.floor(random() * 6)) {
    case 0: {
      const copy = bytes.slice();
      copy[at] = (copy[at] ?? 0) ^ (1 << place(7));
      return copy;
    }
    case 1: {
      const copy = bytes.slice();
      copy[at] = place(255);
      return copy;
    }
    case 2:
      return bytes.slice(0, at);
    case 3:
      return join(bytes.subarray(0, at), bytes.subarray(at + 1 + place(3)));
    case 4:
      return join(bytes.subarray(0, at), bytes.subarray(Math.max(0, at - place(8))));
    default: {
      const from = place(other.length);
      const piece = other.subarray(from, from + place(24));
      return join(bytes.subarray(0, at), piece, bytes.subarray(at + place(24)));
    }
  }
}

function join(...pieces: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(pieces);
}
