import { type Digest, digestFromBytes, digestOf } from '../../core/digest.ts';

/** The digest of one record, of those of all records end to end (32 bytes each). */
export function digestOfRecord(digests: Uint8Array, position: number): Digest {
  return digestFromBytes(digests.subarray(position * 32, position * 32 + 32));
}

/** The digest of a dataset: SHA-256 over the digests of its records in order. */
export function datasetDigest(digests: Uint8Array): Digest {
  return digestOf(digests);
}
