import { initialisePrefix, prefix } from './memory/prefix';
import { reserve } from './memory/region';

export { begin, feed, finish, hashes, initialise, reserve };

/** Four odd multipliers of 64 bits, written by the host. */
const KEYS: usize = memory.data(4 * 8, 16);
export const keys: usize = KEYS;

const MARGIN: usize = 16;
let low: u64 = 0;
let high: u64 = 0;

/** Makes room for texts of `bytes` at a time, and returns where they go. */
function initialise(bytes: usize): usize {
  initialisePrefix();
  return reserve(bytes + MARGIN);
}

/** Writes a 64-bit hash a document, of `base + offsets[d] .. base + offsets[d + 1]`, at `out`. */
function hashes(base: usize, offsets: usize, documents: usize, out: usize): void {
  for (let document: usize = 0; document < documents; document += 1) {
    const start = base + load<u32>(offsets + (document << 2));
    const end = base + load<u32>(offsets + (document << 2), 4);
    begin();
    feed(start, end);
    finish(end - start, out + (document << 3));
  }
}

function begin(): void {
  low = load<u64>(KEYS, 16);
  high = load<u64>(KEYS, 24);
}

/** A piece of a document; all but the last are of a multiple of 16 bytes. */
function feed(start: usize, end: usize): void {
  const key = load<u64>(KEYS);
  const otherKey = load<u64>(KEYS, 8);
  let one = low;
  let other = high;
  for (let at = start; at < end; at += 16) {
    const block = prefix(at, min(16, end - at));
    one = (one ^ <u64>i64x2.extract_lane(block, 0)) * key;
    other = (other ^ <u64>i64x2.extract_lane(block, 1)) * otherKey;
    one = rotl(one ^ (one >>> 29), 31);
    other = rotl(other ^ (other >>> 29), 33);
  }
  low = one;
  high = other;
}

function finish(length: u64, out: usize): void {
  let hash = (low ^ length) * load<u64>(KEYS) + (high ^ rotl(low, 17)) * load<u64>(KEYS, 8);
  hash = (hash ^ (hash >>> 32)) * load<u64>(KEYS, 16);
  hash = (hash ^ (hash >>> 29)) * load<u64>(KEYS, 24);
  store<u64>(out, hash ^ (hash >>> 32));
}
