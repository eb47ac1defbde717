import { negativeBinomialTail } from '../../../numerics/negative-binomial-tail.ts';
import type { QueryMagnet, QueryMagnets } from '../../operations/passages.ts';
import type { StoredTexts } from '../columns/text-column.ts';
import { countRetrievals } from '../passages/count-retrievals.ts';
import { passageQueries } from '../passages/passage-queries.ts';
import type { QueryPlace } from '../passages/query-place.ts';
import { fitRetrievalNull } from '../passages/retrieval-null.ts';
import { tokenWeights } from '../passages/token-weights.ts';
import type { Store } from '../store.ts';

const LEAST_PASSAGES = 100;
const LEAST_QUERIES = 50;
const LEVEL = 0.001;
const MOST_MAGNETS = 500;

export interface QueryMagnetInput {
  readonly store: Store;
  readonly texts: StoredTexts;
  readonly clusterOf: Uint32Array;
  readonly place: QueryPlace;
}

/**
 * Passages that are among the first for unusually many queries (hubs, Radovanović et al. 2010):
 * k-occurrence by BM25, held against a negative binomial fitted to passages of like length.
 */
export function findQueryMagnets({
  store,
  texts,
  clusterOf,
  place,
}: QueryMagnetInput): QueryMagnets {
  const weights = tokenWeights(store);
  const queries = passageQueries({ store, texts, weights, clusterOf, place });
  const asked = queries.filter((query) => query.asked).length;
  const passages = Uint32Array.from({ length: store.records }, (_, record) => record).filter(
    (record) => clusterOf[record] === record,
  );
  const looked = { queries: queries.length, asked, passages: passages.length };
  if (queries.length < LEAST_QUERIES || passages.length < LEAST_PASSAGES)
    return { ...looked, most: 0, magnets: [] };
  const findsOwn = place !== null;
  const retrievals = countRetrievals({ store, weights, clusterOf, queries, findsOwn });
  const model = fitRetrievalNull(retrievals, passages);
  const magnets = Array.from(passages).flatMap((record): Omit<QueryMagnet, 'positions'>[] => {
    const found = retrievals.found[record] as number;
    const usual = model.modelOf(retrievals.lengths[record] as number);
    if (found <= usual.mean) return [];
    const logP = negativeBinomialTail(usual, found);
    if (logP > Math.log(LEVEL)) return [];
    const qValue = Math.min(1, Math.exp(logP) * passages.length);
    const repeated = retrievals.repeated[record] as number;
    return [{ position: record, found, expected: usual.mean, repeated, logP, qValue }];
  });
  magnets.sort((one, other) => one.logP - other.logP || one.position - other.position);
  const shown = magnets.slice(0, MOST_MAGNETS);
  const copies = new Map<number, number[]>(shown.map(({ position }) => [position, []]));
  for (const [record, first] of clusterOf.entries()) copies.get(first)?.push(record);
  return {
    ...looked,
    most: retrievals.most,
    magnets: shown.map((magnet) => ({
      ...magnet,
      positions: Uint32Array.from(copies.get(magnet.position) ?? []),
    })),
  };
}
