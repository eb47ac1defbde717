import { UnionFind } from '../union-find.ts';
import { BucketTable, NOWHERE } from './bucket-table.ts';
import { type KeyGroup, KeyGroups } from './key-groups.ts';

export interface BandClustering {
  /** How many records there are. */
  readonly count: number;
  /** As many keys a record as there are bands, one record after another. */
  readonly bandKeys: Uint32Array;
  /** Whether two records belong together; keys only propose, this decides. */
  readonly verify: (first: number, second: number) => boolean;
  /**
   * Optional: by record, the first record that is its exact copy (itself where there is none). Copies
   * belong together without being verified, and only the first of them is compared with others.
   */
  readonly firstCopies?: Uint32Array;
}

/** So many clusters of one bucket a record is compared with. */
const REPRESENTATIVES = 4;
/** After so many comparisons in vain, a record is compared no more. */
const FAILURES = 16;

/**
 * Clusters of records: those that share a key of some band and pass `verify` belong together, and so
 * does everything that hangs together by such pairs. Returns, by record, the first record of its
 * cluster. Deterministic.
 *
 * Within a bucket a record is compared with the first members of at most 4 clusters, and overall at
 * most 16 times in vain, so that hostile data cannot make it quadratic: O(count × bands) plus at most
 * `16 × count` comparisons that fail, and at most `count` that succeed. 13 bytes a record beside the
 * keys.
 */
export function clusterByBands(request: BandClustering): Uint32Array {
  const { count, bandKeys, firstCopies } = request;
  const bands = count === 0 ? 0 : bandKeys.length / count;
  const members = distinctRecords(count, firstCopies);
  const groups = new KeyGroups(members.length);
  const clusters = new Clusters(request);
  for (let band = 0; band < bands; band += 1) {
    const keyOf = (record: number): number => bandKeys[record * bands + band] as number;
    for (const group of groups.split(members, keyOf)) clusters.joinWithin(group);
  }
  return clusters.roots();
}

class Clusters {
  readonly #verify: BandClustering['verify'];
  readonly #sets: UnionFind;
  /** Comparisons in vain, by record. */
  readonly #failures: Uint8Array;
  readonly #buckets = new BucketTable();

  constructor({ count, firstCopies, verify }: BandClustering) {
    this.#verify = verify;
    this.#sets = new UnionFind(count, firstCopies);
    this.#failures = new Uint8Array(count);
  }

  roots(): Uint32Array {
    return this.#sets.roots();
  }

  /** Every record meets the representatives of its bucket, in order. */
  joinWithin(group: KeyGroup): void {
    const { records } = group;
    const buckets = this.#buckets;
    buckets.begin(group);
    for (let place = 0; place < records.length; place += 1) {
      const first = buckets.enter(place);
      if (first === place) continue;
      let last = first;
      let together = false;
      let met = 0;
      for (let at = first; at !== NOWHERE; at = buckets.after(at)) {
        together = this.#meet(records[at] as number, records[place] as number) || together;
        last = at;
        met += 1;
      }
      if (!together && met < REPRESENTATIVES) buckets.append(last, place);
    }
  }

  #meet(representative: number, record: number): boolean {
    if (this.#sets.find(representative) === this.#sets.find(record)) return true;
    if (this.#failures[record] === FAILURES) return false;
    if (this.#verify(representative, record)) {
      this.#sets.union(representative, record);
      return true;
    }
    this.#failures[record] = (this.#failures[record] as number) + 1;
    return false;
  }
}

function distinctRecords(count: number, firstCopies: Uint32Array | undefined): Uint32Array {
  const all = Uint32Array.from({ length: count }, (_, record) => record);
  return firstCopies === undefined ? all : all.filter((record) => firstCopies[record] === record);
}
