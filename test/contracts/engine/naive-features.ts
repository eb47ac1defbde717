import { SHAPE_PROPERTIES, textShape } from '../../../src/engine/embedded/ingest/text-shape.ts';
import type { FeatureSpace } from '../../../src/engine/operations/features.ts';
import { referenceTokens } from '../../numerics/kernels/reference-tokeniser.ts';
import { type ContractDataset, type NaiveRecord, naiveRecords } from './contract-dataset.ts';
import { type CountedRecord, runsOf } from './naive-counts.ts';
import { naiveFrame, naiveOutline, naiveSkeleton } from './naive-skeleton.ts';

/** A dataset as its records, and the runs of symbols in each. */
export interface NaiveDataset {
  readonly records: readonly NaiveRecord[];
  readonly words: readonly (readonly string[])[];
  readonly skeletons: readonly (readonly string[])[];
  readonly outlines: readonly (readonly string[])[];
}

export function naiveDataset(dataset: ContractDataset): NaiveDataset {
  const records = naiveRecords(dataset);
  const words = records.map(({ text }) => referenceTokens(text));
  const frame = naiveFrame(records.map((record, at) => ({ record, tokens: words[at] ?? [] })));
  return {
    records,
    words,
    skeletons: words.map((tokens) => naiveSkeleton(tokens, frame)),
    outlines: words.map(naiveOutline),
  };
}

export type SequenceSpace = 'words' | 'skeletons' | 'outlines';

export function isSequenceSpace(space: FeatureSpace): space is SequenceSpace {
  return space === 'words' || space === 'skeletons' || space === 'outlines';
}

/** The features of every record in a space of sequences. */
export function sequenceFeatures(
  naive: NaiveDataset,
  space: SequenceSpace,
  halves: readonly (0 | 1)[],
): CountedRecord[] {
  return naive.records.map((record, at) => ({
    record,
    half: halves[at] ?? 0,
    features: runsOf(naive[space][at] ?? []),
  }));
}

/** An item: `column NUL kind NUL value`. */
export function itemHolds(element: string, record: NaiveRecord): boolean {
  const [column = '', kind = '', value = ''] = element.split('\u0000');
  const own = record.values.get(column);
  switch (kind) {
    case 'value':
    case 'origin':
      return own === value;
    case 'range':
      return own !== undefined && isWithin(Number(own), value);
    case 'shape':
      return shapeOf(record)[column] === value;
    default:
      throw new TypeError(`no items are of the kind ${kind}`);
  }
}

function isWithin(number: number, range: string): boolean {
  const [low, high] = range.split(' to ').map(Number);
  return number >= (low as number) && number <= (high ?? (low as number));
}

function shapeOf({ text }: NaiveRecord): Record<string, string> {
  const shape = textShape(Buffer.from(text), referenceTokens(text).length);
  return Object.fromEntries(SHAPE_PROPERTIES.map((property) => [property, shape[property]]));
}
