import { createHash } from 'node:crypto';

/** RFC 9162 §2.1, as it is written there, over the data of leaves. The reference for the tests. */
function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function split(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** MTH (§2.1.1). */
export function naiveRoot(leaves: readonly Uint8Array[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return sha256(Uint8Array.of(0), only);
  const k = split(leaves.length);
  return sha256(Uint8Array.of(1), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

/** PATH (§2.1.3.1). */
export function naivePath(index: number, leaves: readonly Uint8Array[]): Buffer[] {
  if (leaves.length <= 1) return [];
  const k = split(leaves.length);
  return index < k
    ? [...naivePath(index, leaves.slice(0, k)), naiveRoot(leaves.slice(k))]
    : [...naivePath(index - k, leaves.slice(k)), naiveRoot(leaves.slice(0, k))];
}

/** PROOF (§2.1.4.1). */
export function naiveProof(from: number, leaves: readonly Uint8Array[]): Buffer[] {
  return from === 0 ? [] : subproof(from, leaves, true);
}

function subproof(from: number, leaves: readonly Uint8Array[], whole: boolean): Buffer[] {
  if (from === leaves.length) return whole ? [] : [naiveRoot(leaves)];
  const k = split(leaves.length);
  return from <= k
    ? [...subproof(from, leaves.slice(0, k), whole), naiveRoot(leaves.slice(k))]
    : [...subproof(from - k, leaves.slice(k), false), naiveRoot(leaves.slice(0, k))];
}
