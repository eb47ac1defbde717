import type { StoredTexts } from '../columns/text-column.ts';
import type { Ingested, KeptText } from './ingest-source.ts';

/** What a model is taught to say, of all records. */
export interface StoredTaught {
  readonly responses: StoredTexts;
  /** Of preference pairs: the other side. */
  readonly rejected: StoredTexts | null;
  /** Keys of the responses, as of texts. */
  readonly bandKeys: Uint32Array;
}

/** The responses of all batches, in file order; `null` where the data hold none. */
export function taughtTexts({ batches }: Ingested): StoredTaught | null {
  const taught = batches.flatMap(({ first, taught: kept }) =>
    kept === null ? [] : [{ first, ...kept }],
  );
  if (taught.length === 0) return null;
  const bandKeys = new Uint32Array(
    new SharedArrayBuffer(4 * taught.reduce((sum, batch) => sum + batch.bandKeys.length, 0)),
  );
  let used = 0;
  for (const batch of taught) {
    bandKeys.set(batch.bandKeys, used);
    used += batch.bandKeys.length;
  }
  const rejected = taught.flatMap(({ first, rejected: text }) =>
    text === null ? [] : [chunkOf(first, text)],
  );
  return {
    responses: { chunks: taught.map(({ first, response }) => chunkOf(first, response)) },
    rejected: rejected.length === 0 ? null : { chunks: rejected },
    bandKeys,
  };
}

function chunkOf(first: number, { offsets, bytes }: KeptText): StoredTexts['chunks'][number] {
  return { first, offsets, bytes };
}
