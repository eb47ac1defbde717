import type { CountRequest } from '../../operations/features.ts';
import { type SequenceSource, sequenceSource } from '../columns/sequences.ts';
import type { Store } from '../store.ts';
import { leanOf } from '../tasks/lean.ts';
import { OutcomeCounts } from '../tasks/outcome-counts.ts';
import { FoundRunsBuilder, LONGEST_RUN } from './found-runs.ts';
import { visitPlaces } from './place-reader.ts';
import { blockOf, type Pass, type PlanLimits, type RunPlan } from './run-plan.ts';
import { PlaceSpill } from './spill-places.ts';

const NONE = -1;
/** More passes than this through the data cost more than writing the places down once. */
const MOST_WALKS = 3;
/** Places of one block, about: what it takes to count them stays in the processor's cache. */
const PLACES_IN_BLOCK = 8192;
const [FEWEST_BLOCKS, MOST_BLOCKS] = [16, 65_536];

/** Counts single symbols, and divides what is left into passes of bounded memory. */
export function planRuns(store: Store, request: CountRequest, limits: PlanLimits): RunPlan {
  const source = sequenceSource(store, request.space);
  const { found, tried, frequent } = countSingles({ store, source, request });
  const longest = request.longest ?? LONGEST_RUN;
  const blockSizes = longest === 1 ? new Uint32Array(0) : sizesOfBlocks({ source, frequent });
  const passes = passesOf(blockSizes, limits.placesInPass);
  const spilled = passes.length > MOST_WALKS;
  if (spilled) {
    const spill = new PlaceSpill(limits.scratchFile, passes, blockSizes.length);
    try {
      visitPlaces({ source, plan: { frequent, blockSizes }, longest }, spill.add);
      spill.finish();
    } finally {
      spill.close();
    }
  }
  return { singles: found.finish(limits.most), tried, frequent, blockSizes, passes, spilled };
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

function passesOf(sizes: Uint32Array, placesInPass: number): Pass[] {
  const passes: Pass[] = [];
  let [from, offset, places] = [0, 0, 0];
  const close = (to: number): void => {
    if (places > 0) passes.push({ from, to, offset, places });
    [from, offset, places] = [to, offset + places, 0];
  };
  sizes.forEach((size, block) => {
    if (places + size > placesInPass) close(block);
    places += size;
  });
  close(sizes.length);
  return passes;
}
