import { pairHash } from '../../../numerics/pair-table.ts';
import type { CountRequest } from '../../operations.ts';
import { type SequenceSource, sequenceSource } from '../columns/sequences.ts';
import type { Store } from '../store.ts';
import { leanOf } from '../tasks/lean.ts';
import { OutcomeCounts } from '../tasks/outcome-counts.ts';
import { type FoundRuns, FoundRunsBuilder, LONGEST_RUN } from './found-runs.ts';

const NONE = -1;
/** Places of the data that one pass holds in memory: 24 bytes each. */
const PLACES_IN_PASS = 6_000_000;
/** Places of one block, about: what it takes to count them stays in the processor's cache. */
const PLACES_IN_BLOCK = 8192;
const [FEWEST_BLOCKS, MOST_BLOCKS] = [16, 65_536];

/** The single symbols, counted, and how to count the longer runs: in passes that share nothing. */
export interface RunPlan {
  readonly singles: FoundRuns;
  /** Single symbols in enough records. */
  readonly tried: number;
  /** By symbol: 1 where it occurs in enough records. */
  readonly frequent: Uint8Array;
  /** Places by block; the block of a place is drawn from the hash of its first two symbols. */
  readonly blockSizes: Uint32Array;
  readonly passes: readonly Pass[];
}

/** Blocks `from .. to`, counted at one go. */
export interface Pass {
  readonly from: number;
  readonly to: number;
}

/** Counts single symbols, and divides what is left into passes of bounded memory. */
export function planRuns(store: Store, request: CountRequest, most: number): RunPlan {
  const source = sequenceSource(store, request.space);
  const { found, tried, frequent } = countSingles({ store, source, request });
  const places = { source, frequent };
  const blockSizes =
    (request.longest ?? LONGEST_RUN) === 1 ? new Uint32Array(0) : sizesOfBlocks(places);
  return { singles: found.finish(most), tried, frequent, blockSizes, passes: passesOf(blockSizes) };
}

/** The block of all runs that begin with two symbols. */
export function blockOf(first: number, second: number, blocks: number): number {
  return pairHash(first, second) & (blocks - 1);
}

interface SinglesRequest {
  readonly store: Store;
  readonly source: SequenceSource;
  readonly request: CountRequest;
}

interface Singles {
  readonly found: FoundRunsBuilder;
  readonly tried: number;
  readonly frequent: Uint8Array;
}

function countSingles({ store, source, request }: SinglesRequest): Singles {
  const { minimumRecords, minimumLean } = request;
  const idOf = new Int32Array(source.symbols).fill(NONE);
  let ids = 0;
  const counts = new OutcomeCounts(store, 1 << 12);
  source.visit(({ ids: symbols, start, end, record }) => {
    for (let at = start; at < end; at += 1) {
      const symbol = symbols[at] as number;
      if (idOf[symbol] === NONE) {
        if (!source.mayBeFrequent(symbol, minimumRecords)) continue;
        idOf[symbol] = ids++;
      }
      counts.add(idOf[symbol] as number, record);
    }
  });
  const found = new FoundRunsBuilder();
  const frequent = new Uint8Array(new SharedArrayBuffer(source.symbols));
  let tried = 0;
  idOf.forEach((id, symbol) => {
    if (id === NONE || counts.records(id) < minimumRecords) return;
    frequent[symbol] = 1;
    tried += 1;
    const lean = leanOf(store, counts, id);
    if (lean.deviations >= minimumLean)
      found.add({ symbols: [symbol], ...counts.of(id, lean.outcome), ...lean });
  });
  return { found, tried, frequent };
}

interface Places {
  readonly source: SequenceSource;
  readonly frequent: Uint8Array;
}

function sizesOfBlocks({ source, frequent }: Places): Uint32Array {
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, source.places / PLACES_IN_BLOCK)));
  const blocks = Math.min(MOST_BLOCKS, Math.max(FEWEST_BLOCKS, wanted));
  const sizes = new Uint32Array(new SharedArrayBuffer(4 * blocks));
  source.visit(({ ids, start, end }) => {
    for (let at = start; at + 1 < end; at += 1) {
      const [first, second] = [ids[at] as number, ids[at + 1] as number];
      if (frequent[first] === 0 || frequent[second] === 0) continue;
      const block = blockOf(first, second, blocks);
      sizes[block] = (sizes[block] as number) + 1;
    }
  });
  return sizes;
}

function passesOf(sizes: Uint32Array): Pass[] {
  const passes: Pass[] = [];
  let [from, places] = [0, 0];
  sizes.forEach((size, block) => {
    if (places > 0 && places + size > PLACES_IN_PASS) {
      passes.push({ from, to: block });
      [from, places] = [block, 0];
    }
    places += size;
  });
  return places > 0 ? [...passes, { from, to: sizes.length }] : passes;
}
