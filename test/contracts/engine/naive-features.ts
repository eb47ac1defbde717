import { SHAPE_PROPERTIES, textShape } from '../../../src/engine/embedded/ingest/text-shape.ts';
import type { FeatureSpace } from '../../../src/engine/operations.ts';
import { referenceTokens } from '../../numerics/kernels/reference-tokeniser.ts';
import { type ContractDataset, type NaiveRecord, naiveRecords } from './contract-dataset.ts';
import { type CountedRecord, runsOf } from './naive-counts.ts';
import { naiveFrame, naiveSkeleton } from './naive-skeleton.ts';

/** A dataset as its records, their words and their skeletons. */
export interface NaiveDataset {
  readonly records: readonly NaiveRecord[];
  readonly tokens: readonly (readonly string[])[];
  readonly skeletons: readonly (readonly string[])[];
}

export function naiveDataset(dataset: ContractDataset): NaiveDataset {
  const records = naiveRecords(dataset);
  const tokens = records.map(({ text }) => referenceTokens(text));
  const frame = naiveFrame(records.map((record, at) => ({ record, tokens: tokens[at] ?? [] })));
  return { records, tokens, skeletons: tokens.map((words) => naiveSkeleton(words, frame)) };
}

/** The features of every record in the spaces of sequences, and of origins. */
export function sequenceFeatures(
  { records, tokens, skeletons }: NaiveDataset,
  space: FeatureSpace,
  halves: readonly (0 | 1)[],
): CountedRecord[] {
  const elements = space === 'words' ? tokens : skeletons;
  return records.map((record, at) => ({
    record,
    half: halves[at] ?? 0,
    features: runsOf(elements[at] ?? []),
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
