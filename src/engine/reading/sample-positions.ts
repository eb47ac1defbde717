import type { RecordBatch } from '../../records/batch.ts';
import { pickColumns } from './pick-records.ts';

const BUCKETS = 65_536;
const HASHES_PER_BUCKET = 2 ** 52 / BUCKETS;

/** Which records a sample keeps: those whose position hashes below a threshold. */
export interface PositionSample {
  /** Largest hash that is kept. */
  readonly threshold: number;
}

/**
 * The `size` positions of `0 .. total - 1` with the smallest hash. The same positions for the same
 * total, whatever the data; a larger sample holds the smaller one.
 */
export function samplePositions(total: number, size: number): PositionSample {
  if (size >= total) return { threshold: Number.POSITIVE_INFINITY };
  if (size <= 0) return { threshold: -1 };
  const bucket = bucketHolding(size, total);
  const hashes: number[] = [];
  for (let position = 0; position < total; position++) {
    const hash = hashPosition(position);
    if (bucketOf(hash) === bucket.index) hashes.push(hash);
  }
  hashes.sort((left, right) => left - right);
  return { threshold: hashes[size - 1 - bucket.before] as number };
}

/** The bucket in which the hash of rank `size` lies, and how many hashes lie below it. */
function bucketHolding(
  size: number,
  total: number,
): { readonly index: number; readonly before: number } {
  const counts = new Float64Array(BUCKETS);
  for (let position = 0; position < total; position++) {
    const bucket = bucketOf(hashPosition(position));
    counts[bucket] = (counts[bucket] as number) + 1;
  }
  let before = 0;
  let index = 0;
  while (before + (counts[index] as number) < size) {
    before += counts[index] as number;
    index += 1;
  }
  return { index, before };
}

function bucketOf(hash: number): number {
  return Math.floor(hash / HASHES_PER_BUCKET);
}

/** The records of a batch that the sample keeps, with their positions; undefined when it keeps none. */
export function keepSampled(batch: RecordBatch, sample: PositionSample): RecordBatch | undefined {
  const kept: number[] = [];
  for (let record = 0; record < batch.length; record++) {
    if (hashPosition(batch.firstPosition + record) <= sample.threshold) kept.push(record);
  }
  if (kept.length === 0) return undefined;
  const positions = Float64Array.from(kept, (record) => batch.firstPosition + record);
  return {
    firstPosition: positions[0] as number,
    length: kept.length,
    columns: pickColumns(batch, kept),
    positions,
  };
}

/** A 52-bit mixture of a position (two rounds of MurmurHash3's finaliser). It is one-to-one per half. */
function hashPosition(position: number): number {
  const low = mix((position >>> 0) ^ 0x9e3779b9);
  const high = mix((Math.floor(position / 4_294_967_296) ^ low ^ 0x85ebca6b) >>> 0);
  return high * 1_048_576 + (low >>> 12);
}

function mix(seed: number): number {
  let hash = seed;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
