import { nthSmallest } from '../../../numerics/nth-smallest.ts';
import type {
  ContentSample,
  SampledColumn,
  SampleRequest,
} from '../../operations/content-sample.ts';
import type { OriginColumn } from '../columns/origin-column.ts';
import { visitRuns } from '../columns/sequence-column.ts';
import { NO_ID, type Store, tokenText } from '../store.ts';
import { sampleDraw } from '../tasks/training-sample.ts';

export interface SampleTask extends SampleRequest {
  readonly origins: readonly OriginColumn[];
  /** Names of the fields that hold numbers. */
  readonly numeric: readonly string[];
}

/** The sampled records with their words and values, as text: another dataset's can stand beside them. */
export function sampleContent(store: Store, request: SampleTask): ContentSample {
  const positions = sampled(store, request);
  const starts = [0];
  const words: number[] = [];
  const texts: string[] = [];
  const numberOf = new Map<number, number>();
  let row = 0;
  visitRuns(store.tokens, ({ ids, start, end, record }) => {
    if (positions[row] !== record) return;
    row += 1;
    for (const token of new Set(ids.subarray(start, end))) {
      let number = numberOf.get(token);
      if (number === undefined) {
        number = texts.push(tokenText(store.vocabulary, token)) - 1;
        numberOf.set(token, number);
      }
      words.push(number);
    }
    starts.push(words.length);
  });
  return {
    positions,
    starts: Uint32Array.from(starts),
    words: Uint32Array.from(words),
    texts,
    columns: sampledColumns(store, request, positions),
  };
}

/** The records with the smallest of their fixed draws. */
function sampled(store: Store, { most, at, origins }: SampleTask): Uint32Array {
  const isIn = placeTest(origins, at);
  const eligible = Uint32Array.from({ length: store.records }, (_, record) => record).filter(isIn);
  if (eligible.length <= most) return eligible;
  const draws = Float64Array.from(eligible, sampleDraw);
  const limit = nthSmallest(draws.slice(), most - 1);
  return eligible.filter((_, index) => (draws[index] as number) <= limit).slice(0, most);
}

function placeTest(
  origins: readonly OriginColumn[],
  at: SampleRequest['at'],
): (record: number) => boolean {
  if (at === undefined) return () => true;
  const origin = origins.find(({ name }) => name === at.column);
  if (origin === undefined) throw new RangeError(`no column of origins is called ${at.column}`);
  const wanted = new Set(at.values);
  const isNamed = origin.texts.map((text) => wanted.has(text));
  return (record) => {
    const place = origin.ids[record] as number;
    return place !== NO_ID && (isNamed[place] === true) !== at.elsewhere;
  };
}

function sampledColumns(
  { items, labels }: Store,
  { numeric }: SampleTask,
  positions: Uint32Array,
): SampledColumn[] {
  const isNumeric = new Set(numeric);
  const columns = items.columns
    .filter(({ kind }) => kind !== 'range')
    .map(({ name, kind, firstItem, ids, texts }): SampledColumn => {
      const named = kind === 'value' && isNumeric.has(name) ? 'numbers' : KINDS[kind];
      const values = Array.from(positions, (record) => {
        const item = ids[record] as number;
        return item === NO_ID ? null : (texts[item - firstItem] as string);
      });
      return { column: name, kind: named, values };
    });
  if (labels.texts.length === 0) return columns;
  const values = Array.from(positions, (record) => {
    const from = record === 0 ? 0 : (labels.ends[record - 1] as number);
    return from === labels.ends[record] ? null : (labels.texts[labels.ids[from] as number] ?? null);
  });
  return [...columns, { column: 'label', kind: 'label', values }];
}

const KINDS = { value: 'names', range: 'names', shape: 'shape', origin: 'origin' } as const;
