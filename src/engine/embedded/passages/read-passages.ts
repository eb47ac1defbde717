import { type Run, visitRuns } from '../columns/sequence-column.ts';
import type { Store } from '../store.ts';
import type { QueryPlace } from './query-place.ts';

/** The first tokens of the passages, end to end. Passage `p` is record `p`. */
export interface Passages {
  readonly count: number;
  readonly ids: Uint32Array;
  /** `offsets[p] .. offsets[p + 1]` are the tokens of passage `p`. */
  readonly offsets: Uint32Array;
}

const MOST_TOKENS = 40_000_000;
const LONGEST = 400;
/** A passage is not cut shorter than this. Where even so there are too many, the last are left out. */
const SHORTEST_CUT = 48;
const SHORTEST_QUERY = 3;
const LONGEST_QUERY = 64;

/**
 * Reads what is compared of each record, in bounded memory: the more records, the less of each.
 * Where records hold their query too, a passage is what is left without it, and empty where it does
 * not begin with a copy of the query: that passages of one query are alike is then no news.
 */
export function readPassages({ tokens, records }: Store, query: QueryPlace): Passages {
  const longest = Math.max(SHORTEST_CUT, Math.min(LONGEST, Math.floor(MOST_TOKENS / records)));
  const count = Math.min(records, Math.floor(MOST_TOKENS / longest));
  const offsets = new Uint32Array(count + 1);
  visitRuns(tokens, (run) => {
    if (run.record >= count) return;
    const { from, to } = passageIn(run, query);
    offsets[run.record + 1] = Math.min(longest, to - from);
  });
  for (let at = 0; at < count; at += 1)
    offsets[at + 1] = (offsets[at + 1] as number) + (offsets[at] as number);
  const ids = new Uint32Array(offsets[count] as number);
  visitRuns(tokens, (run) => {
    if (run.record >= count) return;
    const { from, to } = passageIn(run, query);
    ids.set(run.ids.subarray(from, Math.min(to, from + longest)), offsets[run.record]);
  });
  return { count, ids, offsets };
}

function passageIn(run: Run, query: QueryPlace): { readonly from: number; readonly to: number } {
  const { ids, start, end } = run;
  if (query === null) return { from: start, to: end };
  for (let length = SHORTEST_QUERY; length <= LONGEST_QUERY; length += 1) {
    const copy = query === 'before' ? start + length : end - length;
    if (copy < start + length || copy + length > end) break;
    if (!repeats(ids, { start, copy, length })) continue;
    return query === 'before' ? { from: copy, to: end } : { from: start, to: copy };
  }
  return { from: start, to: start };
}

function repeats(
  ids: Uint32Array,
  {
    start,
    copy,
    length,
  }: { readonly start: number; readonly copy: number; readonly length: number },
): boolean {
  for (let at = 0; at < length; at += 1) if (ids[start + at] !== ids[copy + at]) return false;
  return true;
}
