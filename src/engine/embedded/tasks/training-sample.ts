import { visitRuns } from '../columns/sequence-column.ts';
import type { Store } from '../store.ts';
import { ActiveFeatures } from './outcome-model.ts';

/** Records as sparse rows (CSR): the features of row `r` are `features[starts[r] .. starts[r + 1])`. */
export interface SparseRows {
  readonly starts: Uint32Array;
  readonly features: Uint32Array;
  readonly records: Uint32Array;
}

/** The labelled records that `takes` accepts, as sparse rows. */
export function sparseRows(
  store: Store,
  tokenLimit: number,
  takes: (record: number) => boolean,
): SparseRows {
  const active = new ActiveFeatures(store, tokenLimit);
  const starts: number[] = [0];
  const records: number[] = [];
  let features = new Uint32Array(1 << 16);
  let used = 0;
  visitRuns(store.tokens, (run) => {
    if (!hasLabel(store, run.record) || !takes(run.record)) return;
    active.collect(run);
    if (used + active.count > features.length) features = enlarged(features, used + active.count);
    features.set(active.list.subarray(0, active.count), used);
    used += active.count;
    starts.push(used);
    records.push(run.record);
  });
  return {
    starts: Uint32Array.from(starts),
    features: features.subarray(0, used),
    records: Uint32Array.from(records),
  };
}

/** A fixed pseudo-random number in [0, 1) for a record: which ones make a sample does not vary. */
export function sampleDraw(record: number): number {
  let mixed = Math.imul(record + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 4_294_967_296;
}

function hasLabel(store: Store, record: number): boolean {
  return store.labels.ends[record] !== (record === 0 ? 0 : store.labels.ends[record - 1]);
}

function enlarged(old: Uint32Array, needed: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(needed, old.length * 2));
  larger.set(old);
  return larger;
}
