import { Tokeniser } from '../../../numerics/kernels/tokeniser.ts';
import { type Run, visitRuns } from '../columns/sequence-column.ts';
import { type StoredTexts, textBytes } from '../columns/text-column.ts';
import type { Store } from '../store.ts';
import { sampleDraw } from '../tasks/training-sample.ts';
import type { QueryPlace } from './query-place.ts';
import { asks } from './shared-starts.ts';
import type { TokenWeights } from './token-weights.ts';

/** What somebody may ask of these passages: stems of a query, and the record that it was taken from. */
export interface PassageQuery {
  readonly record: number;
  readonly stems: Uint32Array;
  /** Whether it is a question by its form, or stands in a column for queries. */
  readonly asked: boolean;
}

export interface QueryInput {
  readonly store: Store;
  readonly texts: StoredTexts;
  readonly weights: TokenWeights;
  /** First record of each record's cluster of copies. */
  readonly clusterOf: Uint32Array;
  readonly place: QueryPlace;
}

const MOST_QUERIES = 2000;
const LEAST_STEMS = 2;
const LONGEST_SEARCHED = 400;
const LONGEST_CLAUSE = 32;
const NEW_LINE = 10;

/**
 * A fixed sample of queries: of the column for queries where there is one; else of each sampled
 * passage the first clause that asks, or its first clause. Each query once, whatever it stands beside.
 */
export function passageQueries({
  store,
  texts,
  weights,
  clusterOf,
  place,
}: QueryInput): readonly PassageQuery[] {
  let passages = 0;
  for (let record = 0; record < store.records; record += 1)
    if (clusterOf[record] === record) passages += 1;
  const tokeniser = new Tokeniser();
  const known = new Set<string>();
  const queries: PassageQuery[] = [];
  visitRuns(store.tokens, (run) => {
    const { record } = run;
    if (clusterOf[record] !== record || sampleDraw(record) >= MOST_QUERIES / passages) return;
    const clause =
      place === null
        ? clauseOf(run, weights)
        : partOf(run, place, { tokeniser, bytes: textBytes(texts, record) });
    const stems = stemsOf(clause, weights);
    const key = stems.toSorted().join(' ');
    if (stems.length < LEAST_STEMS || known.has(key)) return;
    known.add(key);
    queries.push({ record, stems, asked: place !== null || asks(clause, weights) });
  });
  return queries;
}

/** The first clause that asks, else the first of all. */
function clauseOf({ ids, start, end }: Run, weights: TokenWeights): Uint32Array {
  const last = Math.min(end, start + LONGEST_SEARCHED);
  let first: Uint32Array | null = null;
  let from = start;
  for (let at = start; at < last; at += 1) {
    if (weights.ends[ids[at] as number] !== 1 && at + 1 < last) continue;
    const clause = ids.subarray(from, Math.min(at + 1, from + LONGEST_CLAUSE));
    if (asks(clause, weights)) return clause.slice();
    if (first === null && stemsOf(clause, weights).length >= LEAST_STEMS) first = clause.slice();
    from = at + 1;
  }
  return first ?? new Uint32Array(0);
}

/** The tokens of the query that stands before or behind its passage, on a line of its own. */
function partOf(
  { ids, start, end }: Run,
  place: 'before' | 'behind',
  { tokeniser, bytes }: { readonly tokeniser: Tokeniser; readonly bytes: Uint8Array },
): Uint32Array {
  const cut = place === 'before' ? bytes.indexOf(NEW_LINE) : bytes.lastIndexOf(NEW_LINE);
  if (cut === -1) return new Uint32Array(0);
  const part = place === 'before' ? bytes.slice(0, cut) : bytes.slice(cut + 1);
  const { tokens } = tokeniser.tokenise(part, Uint32Array.of(0, part.length));
  return place === 'before'
    ? ids.slice(start, Math.min(end, start + tokens.length))
    : ids.slice(Math.max(start, end - tokens.length), end);
}

function stemsOf(tokens: Uint32Array, { stems }: TokenWeights): Uint32Array {
  return Uint32Array.from(
    new Set(Array.from(tokens, (token) => stems[token] as number).filter((stem) => stem !== 0)),
  );
}
