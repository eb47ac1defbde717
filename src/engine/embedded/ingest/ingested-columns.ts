import { GrowingColumn } from '../columns/growing-column.ts';
import type { IngestedBatch } from './ingest-batch.ts';
import type { IngestPlan } from './plan.ts';
import { SHAPE_PROPERTIES } from './text-shape.ts';

/** What is kept of each record at a fixed place; ids are still those of the thread that gave them. */
export type BatchColumns = Pick<
  IngestedBatch,
  'items' | 'origins' | 'amounts' | 'digests' | 'bandKeys'
>;

const words = (): GrowingColumn<Uint32Array> =>
  new GrowingColumn((buffer) => new Uint32Array(buffer));

/** The columns of all batches, each written to its place as soon as it is there. */
export class IngestedColumns {
  readonly #items: readonly GrowingColumn<Uint32Array>[];
  readonly #origins: readonly GrowingColumn<Uint32Array | Float64Array>[];
  readonly #amounts: GrowingColumn<Float64Array> = new GrowingColumn(
    (buffer) => new Float64Array(buffer),
  );
  readonly #digests: GrowingColumn<Uint8Array> = new GrowingColumn(
    (buffer) => new Uint8Array(buffer),
  );
  readonly #bandKeys = words();
  #keysOfRecord = 0;
  #hasAmounts = false;

  constructor(plan: IngestPlan) {
    this.#items = [...plan.fields, ...SHAPE_PROPERTIES].map(words);
    this.#origins = plan.origins.map(({ role }) =>
      role === 'time' ? new GrowingColumn((buffer) => new Float64Array(buffer)) : words(),
    );
  }

  put(first: number, length: number, batch: BatchColumns): void {
    batch.items.forEach((ids, at) => {
      this.#items[at]?.put(first, ids);
    });
    batch.origins.forEach((values, at) => {
      this.#origins[at]?.put(first, values);
    });
    if (batch.amounts.length > 0) this.#amounts.put(first, batch.amounts);
    this.#hasAmounts = batch.amounts.length > 0;
    this.#digests.put(32 * first, batch.digests);
    this.#keysOfRecord = batch.bandKeys.length / length;
    this.#bandKeys.put(this.#keysOfRecord * first, batch.bandKeys);
  }

  /** The columns of so many records; their memory is not copied. */
  take(records: number): BatchColumns {
    return {
      items: this.#items.map((column) => column.take(records)),
      origins: this.#origins.map((column) => column.take(records)),
      amounts: this.#amounts.take(this.#hasAmounts ? records : 0),
      digests: this.#digests.take(32 * records),
      bandKeys: this.#bandKeys.take(this.#keysOfRecord * records),
    };
  }
}
