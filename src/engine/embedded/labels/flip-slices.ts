import { upperTail } from '../../../numerics/binomial-tail.ts';
import {
  type FlipCount,
  type FlipPlace,
  type FlipSlice,
  type FlipSlices,
  type FlipSpread,
  SURE_BIN,
} from '../../operations/disagreement.ts';
import type { OriginColumn } from '../columns/origin-column.ts';
import { type Run, visitRuns } from '../columns/sequence-column.ts';
import { NO_ID, type Store } from '../store.ts';
import { flipPairs, type PairRates } from './flip-pairs.ts';
import type { JudgedRecords } from './judged-records.ts';
import { SliceFeatures } from './slice-features.ts';

export interface FlipSliceRequest {
  readonly rows: JudgedRecords;
  readonly origins: readonly OriginColumn[];
  readonly clusterOf: Uint32Array;
}

const LEAST_FLIPS = 8;
const MOST_SLICES = 40;
/** Counts by pair and feature that are kept; where there are more, rarer pairs are left out. */
const MOST_CELLS = 8_000_000;
const LEAST_PAIRS = 2;
const MOST_PLACES = 200;
/** Slices with fewer flips than this many times what is expected are no candidates. */
const LEAST_RATIO = 1.2;

/**
 * Scans every word, value, origin and step of time for changes of label that are commoner there than
 * in all records of the same likely label. How sure a model is takes no part: it has learnt from what
 * was changed, and is less sure where much was. Copies with one label count once.
 */
export function flipSlices(store: Store, request: FlipSliceRequest): FlipSlices {
  const { rows, origins, clusterOf } = request;
  const counted = countedRows(rows, clusterOf);
  const features = new SliceFeatures(store, origins);
  const most = Math.max(LEAST_PAIRS, Math.floor(MOST_CELLS / features.size));
  const pairs = flipPairs(rows, counted, { leastFlips: LEAST_FLIPS, most });
  const scan = new SliceScan({ rows, counted, pairs, features });
  scan.countFlips(store);
  scan.countRecords(store);
  const candidates = scan.strongest();
  const members = scan.collect(store, candidates);
  const { labels } = rows;
  const nameOf = (label: number): string => labels[label] as string;
  return {
    tried: scan.tried,
    pairs: pairs.map(({ likely, given, records, flips, mass }) => ({
      likely: nameOf(likely),
      given: nameOf(given),
      count: { records, flips, expected: mass },
    })),
    slices: candidates.map((one, at): FlipSlice => {
      const pair = pairs[one.pair] as PairRates;
      const { flipped, all } = members[at] as SliceMembers;
      return {
        slice: features.sliceOf(one.feature),
        likely: nameOf(pair.likely),
        given: nameOf(pair.given),
        ...one.count,
        sure: one.sure,
        expectedAtSureness: one.atSureness,
        reverse: scan.reverseOf(one),
        positions: Uint32Array.from(flipped),
        spreads: origins.flatMap((origin) => spreadOf(origin, { flipped, all }, store.folds)),
      };
    }),
  };
}

/** 1 where a row counts: not where it is a copy of a record with the same label. */
function countedRows({ positions, given }: JudgedRecords, clusterOf: Uint32Array): Uint8Array {
  const labelOf = new Map<number, number>();
  return Uint8Array.from(positions, (record, row) => {
    const first = clusterOf[record] as number;
    if (first === record) {
      labelOf.set(record, given[row] as number);
      return 1;
    }
    return labelOf.get(first) === given[row] ? 0 : 1;
  });
}

interface SliceCounts {
  readonly count: FlipCount;
  readonly sure: FlipCount;
  /** Flips that are expected of records of which the model is as sure. */
  readonly atSureness: number;
}

interface Candidate extends SliceCounts {
  readonly pair: number;
  readonly feature: number;
  readonly logP: number;
}

interface SliceMembers {
  readonly all: number[];
  readonly flipped: number[];
}

interface ScanInput {
  readonly rows: JudgedRecords;
  readonly counted: Uint8Array;
  readonly pairs: readonly PairRates[];
  readonly features: SliceFeatures;
}

/** Records, expected flips, sure records and their expected flips, flips expected at equal sureness. */
const NUMBERS = 5;

/** The scan in three walks: flips, records of what has enough flips, members of what is strongest. */
class SliceScan {
  readonly #input: ScanInput;
  /** By pair and feature, `pair * size + feature`: flips, and those of which the model is sure. */
  readonly #flips: Uint32Array;
  readonly #sureFlips: Uint32Array;
  /** By pair and feature: its slot in `#numbers`, or -1 where it has too few flips. */
  readonly #slots: Int32Array;
  #numbers: Float64Array = new Float64Array(0);
  #tried = 0;
  readonly #pairsOf: Map<number, number[]>;

  constructor(input: ScanInput) {
    this.#input = input;
    const cells = input.pairs.length * input.features.size;
    this.#flips = new Uint32Array(cells);
    this.#sureFlips = new Uint32Array(cells);
    this.#slots = new Int32Array(cells).fill(-1);
    this.#pairsOf = Map.groupBy(input.pairs.keys(), (at) => (input.pairs[at] as PairRates).likely);
  }

  get tried(): number {
    return this.#tried;
  }

  countFlips(store: Store): void {
    const { rows, pairs, features } = this.#input;
    this.#visit(store, (run, row) => {
      const pair = this.#flipOf(row);
      if (pair === undefined) return;
      features.collect(run);
      const isSure = (rows.sureness[row] as number) >= SURE_BIN;
      for (let at = 0; at < features.count; at += 1) {
        const cell = pair * features.size + (features.list[at] as number);
        this.#flips[cell] = (this.#flips[cell] as number) + 1;
        if (isSure) this.#sureFlips[cell] = (this.#sureFlips[cell] as number) + 1;
      }
    });
    this.#takeSlots(pairs.map((_, pair) => this.#oppositeOf(pair)));
  }

  /** Features with enough flips get a slot, for the opposite change as well. */
  #takeSlots(opposites: readonly (number | undefined)[]): void {
    const { size } = this.#input.features;
    let used = 0;
    this.#flips.forEach((flips, cell) => {
      if (flips < LEAST_FLIPS) return;
      this.#tried += 1;
      const opposite = opposites[Math.floor(cell / size)];
      for (const place of [cell, opposite === undefined ? -1 : opposite * size + (cell % size)])
        if (place >= 0 && this.#slots[place] === -1) this.#slots[place] = used++;
    });
    this.#numbers = new Float64Array(used * NUMBERS);
  }

  countRecords(store: Store): void {
    const { rows, pairs, features } = this.#input;
    const numbers = this.#numbers;
    this.#visit(store, (run, row) => {
      const own = this.#pairsOf.get(rows.likely[row] as number);
      if (own === undefined) return;
      features.collect(run);
      const bin = rows.sureness[row] as number;
      for (const pair of own) {
        const { rate, sureRate, ratesBySureness } = pairs[pair] as PairRates;
        const atSureness = ratesBySureness[bin] as number;
        for (let at = 0; at < features.count; at += 1) {
          const slot = this.#slots[pair * features.size + (features.list[at] as number)] as number;
          if (slot === -1) continue;
          const first = slot * NUMBERS;
          numbers[first] = (numbers[first] as number) + 1;
          numbers[first + 1] = (numbers[first + 1] as number) + rate;
          numbers[first + 4] = (numbers[first + 4] as number) + atSureness;
          if (bin < SURE_BIN) continue;
          numbers[first + 2] = (numbers[first + 2] as number) + 1;
          numbers[first + 3] = (numbers[first + 3] as number) + sureRate;
        }
      }
    });
  }

  /** The least likely under chance; of one pair and the same flips, the first feature. */
  strongest(): Candidate[] {
    const { features } = this.#input;
    const found: Candidate[] = [];
    for (let cell = 0; cell < this.#flips.length; cell += 1) {
      const flips = this.#flips[cell] as number;
      if (flips < LEAST_FLIPS) continue;
      const [pair, feature] = [Math.floor(cell / features.size), cell % features.size];
      const counts = this.#countsOf(pair, feature);
      const { count } = counts;
      if (flips < LEAST_RATIO * count.expected) continue;
      const rate = Math.min(1 - 1e-9, count.expected / count.records);
      // Drawn without putting back, the tail is lighter yet (Hoeffding 1963).
      const tail = { counts: [count.records], logits: [Math.log(rate / (1 - rate))] };
      const logP = rate === 0 ? 0 : upperTail(tail, flips).logProbability();
      if (logP < 0) found.push({ pair, feature, ...counts, logP });
    }
    return found
      .sort((a, b) => a.logP - b.logP || a.feature - b.feature || a.pair - b.pair)
      .slice(0, MOST_SLICES);
  }

  reverseOf({ pair, feature }: Candidate): FlipCount | null {
    const opposite = this.#oppositeOf(pair);
    return opposite === undefined ? null : this.#countsOf(opposite, feature).count;
  }

  /** All records of each slice with the likely label, and the flipped ones. */
  collect(store: Store, candidates: readonly Candidate[]): SliceMembers[] {
    const { rows, features, pairs } = this.#input;
    const members = candidates.map((): SliceMembers => ({ all: [], flipped: [] }));
    const byFeature = Map.groupBy(candidates.keys(), (at) => (candidates[at] as Candidate).feature);
    const likely = new Set(candidates.map(({ pair }) => (pairs[pair] as PairRates).likely));
    this.#visit(store, (run, row) => {
      if (!likely.has(rows.likely[row] as number)) return;
      features.collect(run);
      for (let at = 0; at < features.count; at += 1) {
        for (const candidate of byFeature.get(features.list[at] as number) ?? []) {
          const pair = pairs[(candidates[candidate] as Candidate).pair] as PairRates;
          if (pair.likely !== rows.likely[row]) continue;
          const { all, flipped } = members[candidate] as SliceMembers;
          all.push(run.record);
          if (pair.given === rows.given[row]) flipped.push(run.record);
        }
      }
    });
    return members;
  }

  #countsOf(pair: number, feature: number): SliceCounts {
    const cell = pair * this.#input.features.size + feature;
    const first = (this.#slots[cell] as number) * NUMBERS;
    const at = (number: number): number => this.#numbers[first + number] ?? 0;
    return {
      count: { records: at(0), flips: this.#flips[cell] as number, expected: at(1) },
      sure: { records: at(2), flips: this.#sureFlips[cell] as number, expected: at(3) },
      atSureness: at(4),
    };
  }

  #oppositeOf(pair: number): number | undefined {
    const { pairs } = this.#input;
    const own = pairs[pair] as PairRates;
    return this.#pairsOf
      .get(own.given)
      ?.find((other) => (pairs[other] as PairRates).given === own.likely);
  }

  /** The pair that a row is a flip of. */
  #flipOf(row: number): number | undefined {
    const { rows, pairs } = this.#input;
    if (rows.given[row] === rows.likely[row]) return undefined;
    return this.#pairsOf
      .get(rows.likely[row] as number)
      ?.find((pair) => (pairs[pair] as PairRates).given === rows.given[row]);
  }

  /** Walks the rows that count. */
  #visit(store: Store, visit: (run: Run, row: number) => void): void {
    const { rows, counted } = this.#input;
    let row = 0;
    visitRuns(store.tokens, (run) => {
      if (rows.positions[row] !== run.record) return;
      if (counted[row] === 1) visit(run, row);
      row += 1;
    });
  }
}

function spreadOf(
  { name, role, texts, ids }: OriginColumn,
  { all, flipped }: SliceMembers,
  folds: Uint8Array,
): FlipSpread[] {
  if (role === 'time') return [];
  const places = new Map<number, FlipTally>();
  const count = (records: readonly number[], kind: 'records' | 'flips'): void => {
    for (const record of records) {
      const place = ids[record] as number;
      if (place === NO_ID) continue;
      const tally = places.get(place) ?? { records: [0, 0], flips: [0, 0] };
      tally[kind][((folds[record] as number) & 1) as 0 | 1] += 1;
      places.set(place, tally);
    }
  };
  count(all, 'records');
  count(flipped, 'flips');
  const flipsOf = ({ flips }: FlipTally): number => flips[0] + flips[1];
  const sorted = [...places]
    .sort((a, b) => flipsOf(b[1]) - flipsOf(a[1]) || a[0] - b[0])
    .slice(0, MOST_PLACES)
    .map(([place, tally]): FlipPlace => ({ value: texts[place] as string, ...tally }));
  return [{ column: name, role, places: sorted }];
}

interface FlipTally {
  readonly records: [number, number];
  readonly flips: [number, number];
}
