import { UnionFind } from '../union-find.ts';
import { BucketTable, NOWHERE } from './bucket-table.ts';
import { type KeyGroup, KeyGroups, NO_KEY } from './key-groups.ts';

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
/** After every so many, it is compared only with records that it shares one more key with. */
const PATIENCE = 4;

/**
 * Clusters of records: those that share a key of some band and pass `verify` belong together, and so
 * does everything that hangs together by such pairs. Returns, by record, the first record of its
 * cluster. Deterministic.
 *
 * Within a bucket a record is compared with the first members of at most 4 clusters, and overall at
 * most 16 times in vain, the later times only with records that share several keys; so that neither
 * a template that all records share nor hostile data make it quadratic: O(count × bands) plus at most
 * `16 × count` comparisons that fail, and at most `count` that succeed. 13 bytes a record beside the
 * keys.
 */
export function clusterByBands(request: BandClustering): Uint32Array {
  const { count, bandKeys, firstCopies } = request;
  const bands = count === 0 ? 0 : bandKeys.length / count;
  const groups = new KeyGroups(count);
  const clusters = new Clusters(request);
  for (let band = 0; band < bands; band += 1) {
    const keyOf = (record: number): number => {
      const isCopy = firstCopies !== undefined && firstCopies[record] !== record;
      return isCopy ? NO_KEY : (bandKeys[record * bands + band] as number);
    };
    for (const group of groups.split(keyOf)) clusters.joinWithin(group);
  }
  return clusters.roots();
}

class Clusters {
  readonly #bandKeys: Uint32Array;
  readonly #bands: number;
  readonly #verify: BandClustering['verify'];
  readonly #sets: UnionFind;
  /** Comparisons in vain, by record. */
  readonly #failures: Uint8Array;
  readonly #buckets = new BucketTable();

  constructor({ count, bandKeys, firstCopies, verify }: BandClustering) {
    this.#bandKeys = bandKeys;
    this.#bands = bandKeys.length / count;
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
    const failures = this.#failures[record] as number;
    if (failures === FAILURES) return false;
    const asked = 1 + Math.floor(failures / PATIENCE);
    if (asked > 1 && this.#sharedKeys(representative, record) < asked) return false;
    if (this.#verify(representative, record)) {
      this.#sets.union(representative, record);
      return true;
    }
    this.#failures[record] = failures + 1;
    return false;
  }

  #sharedKeys(first: number, second: number): number {
    const keys = this.#bandKeys;
    let shared = 0;
    for (let band = 0; band < this.#bands; band += 1) {
      shared += Number(keys[first * this.#bands + band] === keys[second * this.#bands + band]);
    }
    return shared;
  }
}
