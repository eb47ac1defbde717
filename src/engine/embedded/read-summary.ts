import type { HiddenInRecord, WeakCode } from './ingest/ingest-batch.ts';
import type { Ingested } from './ingest/ingest-source.ts';
import { addTallies, NO_TIMES, type TimeTally } from './ingest/time-reader.ts';

/** What is left of the reading once the columns are assembled: small, so that the rest can go. */
export interface ReadSummary {
  /** Hidden characters, by the place of their record. */
  readonly hidden: readonly HiddenInRecord[];
  /** Weaknesses in program text, by the place of their record. */
  readonly weak: readonly WeakCode[];
  /** Records without a value, by column of the schema. */
  readonly missing: readonly number[];
  /** Records whose text is mostly in a script written without spaces. */
  readonly spaceless: number;
  /** How times are written, by origin of the plan. */
  readonly times: readonly TimeTally[];
  /** Of a sample: where each record stands in the whole dataset; `null` where all were read. */
  readonly positions: Float64Array | null;
}

export function summariseReading({ batches, positions }: Ingested): ReadSummary {
  const missing: number[] = [];
  const hidden: HiddenInRecord[] = [];
  const weak: WeakCode[] = [];
  const times: TimeTally[] = [];
  let spaceless = 0;
  for (const batch of batches) {
    batch.missing.forEach((count, column) => {
      missing[column] = (missing[column] ?? 0) + count;
    });
    for (const one of batch.weak) weak.push({ ...one, record: batch.first + one.record });
    for (const one of batch.hidden) hidden.push({ ...one, record: batch.first + one.record });
    batch.times.forEach((tally, at) => {
      times[at] = addTallies(times[at] ?? NO_TIMES, tally);
    });
    spaceless += batch.spaceless;
  }
  return { hidden, weak, missing, spaceless, times, positions };
}
