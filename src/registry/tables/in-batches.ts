/** Under the number of parameters that SQLite takes in one query. */
const BATCH = 500;

/** A long list in pieces that one query takes, nothing twice. */
export function* inBatches<Id>(ids: readonly Id[]): Generator<readonly Id[]> {
  const distinct = [...new Set(ids)];
  for (let from = 0; from < distinct.length; from += BATCH)
    yield distinct.slice(from, from + BATCH);
}
