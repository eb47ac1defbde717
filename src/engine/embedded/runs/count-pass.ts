import { PairTable } from '../../../numerics/pair-table.ts';
import type { CountRequest } from '../../operations/features.ts';
import { sequenceSource } from '../columns/sequences.ts';
import type { Store } from '../store.ts';
import { leanOf } from '../tasks/lean.ts';
import { OutcomeCounts } from '../tasks/outcome-counts.ts';
import { type FoundRuns, FoundRunsBuilder, LONGEST_RUN, NO_SYMBOL } from './found-runs.ts';
import { PLACE_WIDTH, type PlaceVisitor, visitPlaces } from './place-reader.ts';
import type { Pass, RunPlan } from './run-plan.ts';
import { readSpilledPlaces } from './spill-places.ts';

const INFREQUENT = -1;

export interface PassRequest {
  readonly request: CountRequest;
  readonly plan: Pick<RunPlan, 'frequent' | 'blockSizes'> & {
    /** Where the places of each pass were written; `null` where they are to be read from the data. */
    readonly spillFile: string | null;
  };
  readonly pass: Pass;
  /** Runs that are returned at most. */
  readonly most: number;
}

export interface PassResult {
  readonly found: FoundRuns;
  /** Runs in enough records. */
  readonly tried: number;
}

/**
 * Counts, exactly, all runs of two and more symbols that begin with the pairs of one pass.
 *
 * All runs that begin alike lie in one block, so that a block is counted alone: in a table that
 * fits the processor's cache instead of one that holds the whole data (as hash joins partition,
 * Shatdal et al. 1994). A longer run is looked at only where the run without its last symbol is
 * frequent (Agrawal & Srikant 1994).
 */
export function countPass(store: Store, pass: PassRequest): PassResult {
  const { places, ends } = gather(store, pass);
  const counter = new BlockCounter(store, pass.request);
  let start = 0;
  for (const end of ends) {
    counter.count(places.subarray(start * PLACE_WIDTH, end * PLACE_WIDTH));
    start = end;
  }
  return { found: counter.found.finish(pass.most), tried: counter.tried };
}

interface GatheredPlaces {
  /** `PLACE_WIDTH` numbers a place, block by block, in file order within each. */
  readonly places: Uint32Array;
  /** End of each block. */
  readonly ends: Uint32Array;
}

function gather(store: Store, { plan, pass, request }: PassRequest): GatheredPlaces {
  const { frequent, blockSizes, spillFile } = plan;
  const { from, to, places: total } = pass;
  const next = new Uint32Array(to - from);
  let start = 0;
  for (let block = from; block < to; block += 1) {
    next[block - from] = start;
    start += blockSizes[block] as number;
  }
  const places = new Uint32Array(total * PLACE_WIDTH);
  const put: PlaceVisitor = (place, block) => {
    if (block < from || block >= to) return;
    const row = next[block - from] as number;
    places.set(place, row * PLACE_WIDTH);
    next[block - from] = row + 1;
  };
  if (spillFile === null) {
    const source = sequenceSource(store, request.space);
    const longest = request.longest ?? LONGEST_RUN;
    visitPlaces({ source, plan: { frequent, blockSizes }, longest }, put);
  } else {
    readSpilledPlaces(spillFile, { ...pass, blocks: blockSizes.length }, put);
  }
  return { places, ends: next };
}

/** Counts one block after another with the same memory. */
class BlockCounter {
  readonly found: FoundRunsBuilder = new FoundRunsBuilder();
  tried = 0;
  readonly #store: Store;
  readonly #request: CountRequest;
  readonly #table = new PairTable();
  readonly #counts: OutcomeCounts;
  /** Places of the block whose runs are frequent so far, and by place the id of that run. */
  #alive = new Uint32Array(0);
  #runOf = new Int32Array(0);
  /** By run: its records, the last of them, its id among the frequent ones, and one of its places. */
  #records = new Uint32Array(0);
  #lastRecord = new Uint32Array(0);
  #frequentId = new Int32Array(0);
  #placeOf = new Uint32Array(0);

  constructor(store: Store, request: CountRequest) {
    this.#store = store;
    this.#request = request;
    this.#counts = new OutcomeCounts(store, 1 << 8);
  }

  count(places: Uint32Array): void {
    let alive = places.length / PLACE_WIDTH;
    if (alive < this.#request.minimumRecords) return;
    this.#makeRoom(alive);
    for (let place = 0; place < alive; place += 1) {
      this.#alive[place] = place;
      this.#runOf[place] = places[place * PLACE_WIDTH + 1] as number;
    }
    const longest = this.#request.longest ?? LONGEST_RUN;
    for (let length = 2; length <= longest && alive > 0; length += 1) {
      alive = this.#countLength(places, length, alive);
    }
  }

  /** Counts the runs of one length from all places that are left; returns how many are left then. */
  #countLength(places: Uint32Array, length: number, alive: number): number {
    const extended = this.#extend(places, length, alive);
    const frequent = this.#numberFrequent();
    this.#counts.clear(frequent);
    let left = 0;
    for (let index = 0; index < extended; index += 1) {
      const place = this.#alive[index] as number;
      const run = this.#frequentId[this.#runOf[place] as number] as number;
      if (run === INFREQUENT) continue;
      this.#counts.add(run, places[place * PLACE_WIDTH] as number);
      this.#runOf[place] = run;
      this.#alive[left++] = place;
    }
    this.#collect(places, length, frequent);
    return left;
  }

  /** Gives each place the id of its run of this length, where there is one, and counts records. */
  #extend(places: Uint32Array, length: number, alive: number): number {
    this.#table.clear(alive);
    let extended = 0;
    for (let index = 0; index < alive; index += 1) {
      const place = this.#alive[index] as number;
      const symbol = places[place * PLACE_WIDTH + length] as number;
      if (symbol === NO_SYMBOL) continue;
      const known = this.#table.size;
      const run = this.#table.add(this.#runOf[place] as number, symbol);
      const record = places[place * PLACE_WIDTH] as number;
      if (run === known) {
        this.#records[run] = 1;
        this.#placeOf[run] = place;
      } else if (this.#lastRecord[run] !== record) {
        this.#records[run] = (this.#records[run] as number) + 1;
      }
      this.#lastRecord[run] = record;
      this.#runOf[place] = run;
      this.#alive[extended++] = place;
    }
    return extended;
  }

  /** Numbers the runs that are frequent, and keeps a place of each. */
  #numberFrequent(): number {
    let frequent = 0;
    for (let run = 0; run < this.#table.size; run += 1) {
      const isFrequent = (this.#records[run] as number) >= this.#request.minimumRecords;
      this.#frequentId[run] = isFrequent ? frequent : INFREQUENT;
      if (isFrequent) this.#placeOf[frequent++] = this.#placeOf[run] as number;
    }
    this.tried += frequent;
    return frequent;
  }

  #collect(places: Uint32Array, length: number, frequent: number): void {
    for (let run = 0; run < frequent; run += 1) {
      const lean = leanOf(this.#store, this.#counts, run);
      if (lean.deviations < this.#request.minimumLean) continue;
      const row = (this.#placeOf[run] as number) * PLACE_WIDTH + 1;
      const symbols = [...places.subarray(row, row + length)];
      this.found.add({ symbols, ...this.#counts.of(run, lean.outcome), ...lean });
    }
  }

  #makeRoom(places: number): void {
    if (this.#alive.length >= places) return;
    this.#alive = new Uint32Array(places);
    this.#runOf = new Int32Array(places);
    this.#records = new Uint32Array(places);
    this.#lastRecord = new Uint32Array(places);
    this.#frequentId = new Int32Array(places);
    this.#placeOf = new Uint32Array(places);
  }
}
