import { PairTable, pairHash } from '../../../numerics/pair-table.ts';
import type { CountedFeature, CountRequest, FeatureCounts } from '../../operations.ts';
import { type SequenceSource, sequenceSource } from '../columns/sequences.ts';
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
  const source = sequenceSource(store, request.space);
  const levels: Level[] = [countSymbols(store, source, request.minimumRecords)];
  const longest = request.longest ?? LONGEST;
  const runs = new Int32Array(longest === 1 ? 0 : source.places + 1);
  while (levels.length < longest) {
    const level = countLonger({
      store,
      source,
      level: levels.at(-1) as Level,
      length: levels.length,
      runs,
      minimumRecords: request.minimumRecords,
    });
    if (level.table.size === 0) break;
    levels.push(level);
  }
  return leaning({ store, source, levels, request });
}

/** The dense id of the frequent run that starts at each place of the data, or -1; one level at a time. */
type Runs = Int32Array;

function countSymbols(store: Store, source: SequenceSource, minimumRecords: number): Level {
  const table = new PairTable(1 << 14);
  const idOf = new Int32Array(source.symbols).fill(NOT_FREQUENT);
  const counts = new OutcomeCounts(store, 1 << 12);
  source.visit(({ ids, start, end, record }) => {
    for (let at = start; at < end; at += 1) {
      const symbol = ids[at] as number;
      let id = idOf[symbol] as number;
      if (id === NOT_FREQUENT) {
        if (!source.mayBeFrequent(symbol, minimumRecords)) continue;
        id = table.add(0, symbol);
        idOf[symbol] = id;
      }
      counts.add(id, record);
    }
  });
  return { table, counts, frequentId: frequentIds(table, counts, minimumRecords) };
}

interface LongerRequest {
  readonly store: Store;
  readonly source: SequenceSource;
  /** The longest level so far. */
  readonly level: Level;
  readonly length: number;
  /** Runs of one symbol less than the level; moved on to the level. */
  readonly runs: Runs;
  readonly minimumRecords: number;
}

function countLonger({ store, source, level, length, runs, minimumRecords }: LongerRequest): Level {
  const sketch = new Uint8Array(sketchSize(level));
  const mask = sketch.length - 1;
  advance({ source, level, length, runs }, (prefix, symbol) => {
    const slot = pairHash(prefix, symbol) & mask;
    const count = sketch[slot] as number;
    if (count < 255) sketch[slot] = count + 1;
  });
  const least = Math.min(255, minimumRecords);
  const table = new PairTable(1 << 14);
  const counts = new OutcomeCounts(store, 1 << 12);
  let base = 0;
  source.visit(({ ids, start, end, record }) => {
    for (let at = start, place = base; at + length < end; at += 1, place += 1) {
      const prefix = runs[place] as number;
      if (prefix === NOT_FREQUENT || runs[place + 1] === NOT_FREQUENT) continue;
      const symbol = ids[at + length] as number;
      if ((sketch[pairHash(prefix, symbol) & mask] as number) >= least)
        counts.add(table.add(prefix, symbol), record);
    }
    base += end - start;
  });
  return { table, counts, frequentId: frequentIds(table, counts, minimumRecords) };
}

type Advance = Pick<LongerRequest, 'source' | 'level' | 'length' | 'runs'>;

/**
 * Moves every run on to the level's length, in place, and visits what may follow: each run and the
 * symbol behind it, where the run without its first symbol is frequent too.
 */
function advance(
  { source, level, length, runs }: Advance,
  visit: (prefix: number, symbol: number) => void,
): void {
  const { table, frequentId } = level;
  let base = 0;
  source.visit(({ ids, start, end }) => {
    const places = end - start;
    for (let at = 0; at < places; at += 1) {
      const place = base + at;
      const prefix = length === 1 ? 0 : (runs[place] as number);
      const last = at + length - 1;
      const broken =
        last >= places ||
        prefix === NOT_FREQUENT ||
        (length > 1 && runs[place + 1] === NOT_FREQUENT);
      const id = broken ? NOT_FREQUENT : table.find(prefix, ids[start + last] as number);
      runs[place] = id === NOT_FREQUENT ? NOT_FREQUENT : (frequentId[id] as number);
    }
    for (let at = 0; at + length < places; at += 1) {
      const prefix = runs[base + at] as number;
      if (prefix !== NOT_FREQUENT && runs[base + at + 1] !== NOT_FREQUENT)
        visit(prefix, ids[start + at + length] as number);
    }
    base += places;
  });
}

/** Saturating counters of hashed pairs are never lower than the truth; so many that few are shared. */
function sketchSize({ table }: Level): number {
  return 1 << Math.min(26, Math.max(18, Math.ceil(Math.log2(table.size * 16))));
}

function frequentIds(table: PairTable, counts: OutcomeCounts, minimumRecords: number): Int32Array {
  const ids = new Int32Array(table.size).fill(NOT_FREQUENT);
  let next = 0;
  for (let id = 0; id < table.size; id += 1)
    if (counts.records(id) >= minimumRecords) ids[id] = next++;
  return ids;
}

interface LeaningRequest {
  readonly store: Store;
  readonly source: SequenceSource;
  readonly levels: readonly Level[];
  readonly request: CountRequest;
}

function leaning({ store, source, levels, request }: LeaningRequest): FeatureCounts {
  const found: {
    level: number;
    id: number;
    symbols: readonly number[];
    outcome: number;
    deviations: number;
  }[] = [];
  const prefixes = levels.map(tableIdByFrequentId);
  let tried = 0;
  levels.forEach(({ table, counts, frequentId }, level) => {
    for (let id = 0; id < table.size; id += 1) {
      if (frequentId[id] === NOT_FREQUENT) continue;
      tried += 1;
      const { outcome, deviations } = leanOf(store, counts, id);
      if (deviations < request.minimumLean) continue;
      const symbols = symbolsOf({ levels, prefixes }, level, id);
      if (!source.isFeature(symbols) || repeatsShorter(levels, symbols, counts.records(id)))
        continue;
      found.push({ level, id, symbols, outcome, deviations });
    }
  });
  const most = request.longest === 1 ? MOST_SINGLE : MOST_RETURNED;
  const kept =
    found.length > most ? found.sort((a, b) => b.deviations - a.deviations).slice(0, most) : found;
  const features = kept.map(({ level, id, symbols, outcome }): CountedFeature => {
    const identity = {
      space: request.space,
      elements: symbols.map((symbol) => source.textOf(symbol)),
      handle: symbols,
    };
    return countedFeature(identity, (levels[level] as Level).counts, { feature: id, outcome });
  });
  const note =
    kept.length < found.length
      ? `only the ${most} features that lean most were looked at, of ${found.length}`
      : null;
  return { tried, features, note };
}

/** Nearly all records of the shorter run hold the longer one: it says nothing of its own. */
const SAME_RECORDS = 0.97;

/** Whether the run without its last or its first symbol has the same records. */
function repeatsShorter(
  levels: readonly Level[],
  symbols: readonly number[],
  records: number,
): boolean {
  if (symbols.length === 1) return false;
  return [symbols.slice(0, -1), symbols.slice(1)].some(
    (shorter) => records >= SAME_RECORDS * recordsOf(levels, shorter),
  );
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
