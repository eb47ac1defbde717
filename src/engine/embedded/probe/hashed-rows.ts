import type { SparseMatrix } from '../../../numerics/ridge/sparse-matrix.ts';
import { visitRuns } from '../columns/sequence-column.ts';
import type { Store } from '../store.ts';
import { ActiveFeatures, featureScale } from '../tasks/outcome-model.ts';
import { featureBuckets, NO_BUCKET } from './feature-buckets.ts';

export interface HashedRows {
  /** Rows of unit length but for one more column, the last, which is 1 for all. */
  readonly matrix: SparseMatrix;
  /** Record of each row, ascending. */
  readonly records: Uint32Array;
}

export interface HashedRowsOptions {
  /** Columns that features are hashed to. */
  readonly width: number;
  readonly mostFeatures: number;
  /** Tokens that occur less often are left out. */
  readonly leastOccurrences: number;
}

/**
 * The content of records as rows of few columns. Where a record has more features than `mostFeatures`, its first
 * ones count.
 */
export function hashedRows(
  store: Store,
  { width, mostFeatures, leastOccurrences }: HashedRowsOptions,
  takes: (record: number) => boolean,
): HashedRows {
  const tokenLimit = tokensInUse(store, leastOccurrences);
  const { buckets, signs } = featureBuckets(store, tokenLimit, width);
  const active = new ActiveFeatures(store, tokenLimit);
  const starts: number[] = [0];
  const records: number[] = [];
  let columns = new Uint16Array(1 << 16);
  let values = new Float32Array(1 << 16);
  let used = 0;
  visitRuns(store.tokens, (run) => {
    if (!takes(run.record)) return;
    active.collect(run);
    const first = used;
    if (used + active.count + 1 > columns.length) {
      columns = enlarged(columns, new Uint16Array(2 * columns.length + active.count));
      values = enlarged(values, new Float32Array(2 * values.length + active.count));
    }
    for (let at = 0; at < active.count && used - first < mostFeatures; at += 1) {
      const feature = active.list[at] as number;
      if (buckets[feature] === NO_BUCKET) continue;
      columns[used] = buckets[feature] as number;
      values[used] = signs[feature] as number;
      used += 1;
    }
    const scale = featureScale(used - first);
    for (let at = first; at < used; at += 1) values[at] = (values[at] as number) * scale;
    columns[used] = width;
    values[used] = 1;
    used += 1;
    starts.push(used);
    records.push(run.record);
  });
  const matrix: SparseMatrix = {
    rows: records.length,
    width: width + 1,
    starts: Uint32Array.from(starts),
    columns: columns.subarray(0, used),
    values: values.subarray(0, used),
  };
  return { matrix, records: Uint32Array.from(records) };
}

/** Tokens are numbered by falling frequency. */
function tokensInUse({ vocabulary: { frequency, size } }: Store, least: number): number {
  let limit = 0;
  while (limit < size && (frequency[limit] as number) >= least) limit += 1;
  return limit;
}

function enlarged<Values extends Uint16Array | Float32Array>(old: Values, larger: Values): Values {
  larger.set(old);
  return larger;
}
