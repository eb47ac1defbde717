import { PairTable, pairHash } from '../../../numerics/pair-table.ts';
import type { CountedFeature, CountRequest, FeatureCounts } from '../../operations.ts';
import { type SequenceSource, skeletonSequences, wordSequences } from '../columns/sequences.ts';
import type { Store } from '../store.ts';
import { countedFeature, leanOf } from './lean.ts';
import { OutcomeCounts } from './outcome-counts.ts';

const LONGEST = 5;
const MOST_RETURNED = 30_000;
const MOST_SINGLE = 200_000;
const NOT_FREQUENT = -1;

/** Frequent runs of one length: a run is the pair of its prefix's id and its last symbol. */
interface Level {
  readonly table: PairTable;
  /** Dense id among the frequent runs of this length, by table id, or -1. */
  readonly frequentId: Int32Array;
  readonly counts: OutcomeCounts;
}

/**
 * Counts all runs of 1–5 symbols that occur in enough records, exactly.
 *
 * A run can only be frequent where the run without its last and the run without its first symbol
 * are (Agrawal & Srikant 1994, a-priori). A first pass counts pairs into small hashed counters and
 * a second counts exactly only those whose counter is high enough (Park, Chen & Yu 1995): memory
 * stays near the size of the answer, and no collision reaches it.
 */
export function countSequences(store: Store, request: CountRequest): FeatureCounts {
  const source = request.space === 'skeletons' ? skeletonSequences(store) : wordSequences(store);
  const levels: Level[] = [countSymbols(store, source, request.minimumRecords)];
  while (levels.length < (request.longest ?? LONGEST)) {
    const level = countLonger({ store, source, shorter: levels, minimumRecords: request.minimumRecords });
    if (level.table.size === 0) break;
    levels.push(level);
  }
  return leaning({ store, source, levels, request });
}

function countSymbols(store: Store, source: SequenceSource, minimumRecords: number): Level {
  const table = new PairTable(1 << 14);
  const counts = new OutcomeCounts(store, 1 << 12);
  source.visit((ids, start, end, record) => {
    for (let at = start; at < end; at += 1) {
      const symbol = ids[at] as number;
      if (source.mayBeFrequent(symbol, minimumRecords)) counts.add(table.add(0, symbol), record);
    }
  });
  return { table, counts, frequentId: frequentIds(table, counts, minimumRecords) };
}

interface LongerRequest {
  readonly store: Store;
  readonly source: SequenceSource;
  readonly shorter: readonly Level[];
  readonly minimumRecords: number;
}

function countLonger({ store, source, shorter, minimumRecords }: LongerRequest): Level {
  const sketch = pairSketch(source, shorter);
  const mask = sketch.length - 1;
  const least = Math.min(255, minimumRecords);
  const table = new PairTable(1 << 14);
  const counts = new OutcomeCounts(store, 1 << 12);
  eachExtension(source, shorter, (prefix, symbol, record) => {
    if ((sketch[pairHash(prefix, symbol) & mask] as number) >= least) counts.add(table.add(prefix, symbol), record);
  });
  return { table, counts, frequentId: frequentIds(table, counts, minimumRecords) };
}

/** Saturating counters of hashed pairs: never lower than the truth. */
function pairSketch(source: SequenceSource, shorter: readonly Level[]): Uint8Array {
  const sketch = new Uint8Array(sketchSize(shorter));
  const mask = sketch.length - 1;
  eachExtension(source, shorter, (prefix, symbol) => {
    const slot = pairHash(prefix, symbol) & mask;
    const count = sketch[slot] as number;
    if (count < 255) sketch[slot] = count + 1;
  });
  return sketch;
}

function sketchSize(shorter: readonly Level[]): number {
  const runs = (shorter.at(-1) as Level).table.size;
  return 1 << Math.min(26, Math.max(18, Math.ceil(Math.log2(runs * 16))));
}

type ExtensionVisitor = (prefix: number, symbol: number, record: number) => void;

/** Every occurrence of a run one longer than the longest level, as (prefix id, last symbol). */
function eachExtension(source: SequenceSource, levels: readonly Level[], visit: ExtensionVisitor): void {
  const length = levels.length;
  let current = new Int32Array(1024);
  source.visit((ids, start, end, record) => {
    const places = end - start;
    if (places <= length) return;
    if (current.length < places) current = new Int32Array(places * 2);
    if (!frequentRuns({ ids, start, places }, levels, current)) return;
    for (let at = 0; at + length < places; at += 1) {
      const prefix = current[at] as number;
      if (prefix !== NOT_FREQUENT && current[at + 1] !== NOT_FREQUENT) visit(prefix, ids[start + at + length] as number, record);
    }
  });
}

interface Run {
  readonly ids: Uint32Array;
  readonly start: number;
  readonly places: number;
}

/**
 * For each place, the id of the frequent run of the longest level that starts there, or -1. False
 * where no two of them stand side by side, so that nothing longer can be frequent.
 */
function frequentRuns({ ids, start, places }: Run, levels: readonly Level[], into: Int32Array): boolean {
  for (const [shorter, { table, frequentId }] of levels.entries()) {
    let neighbours = false;
    for (let at = 0; at + shorter < places; at += 1) {
      const prefix = shorter === 0 ? 0 : (into[at] as number);
      if (prefix === NOT_FREQUENT || (shorter > 0 && into[at + 1] === NOT_FREQUENT)) {
        into[at] = NOT_FREQUENT;
        continue;
      }
      const id = table.find(prefix, ids[start + at + shorter] as number);
      const frequent = id === -1 ? NOT_FREQUENT : (frequentId[id] as number);
      into[at] = frequent;
      neighbours ||= frequent !== NOT_FREQUENT && at > 0 && into[at - 1] !== NOT_FREQUENT;
    }
    if (!neighbours) return false;
  }
  return true;
}

function frequentIds(table: PairTable, counts: OutcomeCounts, minimumRecords: number): Int32Array {
  const ids = new Int32Array(table.size).fill(NOT_FREQUENT);
  let next = 0;
  for (let id = 0; id < table.size; id += 1) if (counts.records(id) >= minimumRecords) ids[id] = next++;
  return ids;
}

interface LeaningRequest {
  readonly store: Store;
  readonly source: SequenceSource;
  readonly levels: readonly Level[];
  readonly request: CountRequest;
}

function leaning({ store, source, levels, request }: LeaningRequest): FeatureCounts {
  const found: { level: number; id: number; symbols: readonly number[]; outcome: number; deviations: number }[] = [];
  const prefixes = levels.map(tableIdByFrequentId);
  let tried = 0;
  levels.forEach(({ table, counts, frequentId }, level) => {
    for (let id = 0; id < table.size; id += 1) {
      if (frequentId[id] === NOT_FREQUENT) continue;
      tried += 1;
      const { outcome, deviations } = leanOf(store, counts, id);
      if (deviations < request.minimumLean) continue;
      const symbols = symbolsOf({ levels, prefixes }, level, id);
      if (!source.isFeature(symbols) || repeatsShorter(levels, symbols, counts.records(id))) continue;
      found.push({ level, id, symbols, outcome, deviations });
    }
  });
  const most = request.longest === 1 ? MOST_SINGLE : MOST_RETURNED;
  const kept = found.length > most ? found.sort((a, b) => b.deviations - a.deviations).slice(0, most) : found;
  const features = kept.map(({ level, id, symbols, outcome }): CountedFeature => {
    const identity = { space: request.space, elements: symbols.map((symbol) => source.textOf(symbol)), handle: symbols };
    return countedFeature(identity, (levels[level] as Level).counts, { feature: id, outcome });
  });
  const note = kept.length < found.length ? `only the ${most} features that lean most were looked at, of ${found.length}` : null;
  return { tried, features, note };
}

/** Nearly all records of the shorter run hold the longer one: it says nothing of its own. */
const SAME_RECORDS = 0.97;

/** Whether the run without its last or its first symbol has the same records. */
function repeatsShorter(levels: readonly Level[], symbols: readonly number[], records: number): boolean {
  if (symbols.length === 1) return false;
  return [symbols.slice(0, -1), symbols.slice(1)].some((shorter) => records >= SAME_RECORDS * recordsOf(levels, shorter));
}

function recordsOf(levels: readonly Level[], symbols: readonly number[]): number {
  let prefix = 0;
  let records = 0;
  for (const [at, symbol] of symbols.entries()) {
    const { table, frequentId, counts } = levels[at] as Level;
    const id = table.find(prefix, symbol);
    prefix = frequentId[id] as number;
    records = counts.records(id);
  }
  return records;
}

function tableIdByFrequentId({ frequentId }: Level): Uint32Array {
  const back = new Uint32Array(frequentId.length);
  frequentId.forEach((dense, id) => {
    if (dense !== NOT_FREQUENT) back[dense] = id;
  });
  return back;
}

interface Spelling {
  readonly levels: readonly Level[];
  readonly prefixes: readonly Uint32Array[];
}

function symbolsOf({ levels, prefixes }: Spelling, level: number, id: number): number[] {
  const symbols: number[] = [];
  for (let at = level, run = id; at >= 0; at -= 1) {
    const { table } = levels[at] as Level;
    symbols.unshift(table.secondOf(run));
    if (at > 0) run = (prefixes[at - 1] as Uint32Array)[table.firstOf(run)] as number;
  }
  return symbols;
}
