import type { Example, RecordReference } from '../../findings/finding.ts';

/** Single records, to be shown and named. */
export interface RecordOperations {
  /** Records to show to a person. */
  quote(positions: readonly number[]): Promise<readonly QuotedRecord[]>;
  references(positions: Uint32Array, limit: number): Promise<readonly RecordReference[]>;
}

export type QuotedRecord = Omit<Example, 'spans' | 'shortened'>;
