import type {
  KnownAnswer,
  KnownAnswerReview,
  ReviewedColumn,
  ReviewedPlace,
} from '../../operations/reviewers.ts';
import type { OriginColumn } from '../columns/origin-column.ts';
import { readSpooled } from '../columns/read-spooled.ts';
import type { StoredTexts } from '../columns/text-column.ts';
import { NO_ID, type Store } from '../store.ts';
import { singleLabel } from './single-label.ts';

const MOST_PLACES = 1000;

export interface ReviewRequest {
  readonly texts: StoredTexts;
  readonly origins: readonly OriginColumn[];
  readonly answers: readonly KnownAnswer[];
}

/** A record whose text is that of an answer. */
interface AnsweredRecord {
  readonly record: number;
  readonly answer: string;
  readonly given: string;
}

/** Labels of the records whose whole text is that of a known answer. */
export function reviewAgainst(store: Store, request: ReviewRequest): KnownAnswerReview {
  const { answers, texts, origins } = request;
  const found = new Set<number>();
  const reviewed: AnsweredRecord[] = [];
  visitEqual(texts, answers, (record, at) => {
    const label = singleLabel(store.labels, record);
    if (label === NO_ID) return;
    found.add(at);
    reviewed.push({
      record,
      answer: (answers[at] as KnownAnswer).label,
      given: store.labels.texts[label] as string,
    });
  });
  return {
    found: found.size,
    records: reviewed.length,
    wrong: reviewed.filter(isWrong).length,
    columns: origins.flatMap((origin) => reviewedColumn(origin, reviewed)),
  };
}

/** Finds texts by length and hash, and compares their bytes. */
function visitEqual(
  { chunks }: StoredTexts,
  answers: readonly KnownAnswer[],
  visit: (record: number, answer: number) => void,
): void {
  const bytesOf = answers.map(({ text }) => Buffer.from(text, 'utf8'));
  const byHash = Map.groupBy(bytesOf.keys(), (at) => hashOf(bytesOf[at] as Uint8Array));
  const lengths = new Set(bytesOf.map(({ length }) => length));
  for (const { first, offsets, bytes } of chunks) {
    const all = readSpooled(bytes, 0, offsets.at(-1) ?? 0);
    for (let index = 0; index + 1 < offsets.length; index += 1) {
      const [from, to] = [offsets[index] as number, offsets[index + 1] as number];
      if (!lengths.has(to - from)) continue;
      const text = all.subarray(from, to);
      const same = byHash
        .get(hashOf(text))
        ?.find((at) => Buffer.compare(bytesOf[at] as Buffer, text) === 0);
      if (same !== undefined) visit(first + index, same);
    }
  }
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

function reviewedColumn(
  { name, role, texts, ids }: OriginColumn,
  reviewed: readonly AnsweredRecord[],
): ReviewedColumn[] {
  if (role === 'time') return [];
  const byPlace = Map.groupBy(reviewed, ({ record }) => ids[record] as number);
  byPlace.delete(NO_ID);
  const places = [...byPlace].map(([place, records]): ReviewedPlace => {
    const wrong = records.filter(isWrong);
    return {
      value: texts[place] as string,
      records: records.length,
      wrong: wrong.length,
      commonest: commonestOf(wrong),
      positions: Uint32Array.from(wrong, ({ record }) => record),
    };
  });
  const order = places.sort(
    (a, b) => b.wrong - a.wrong || b.records - a.records || (a.value < b.value ? -1 : 1),
  );
  return [{ column: name, role, places: order.slice(0, MOST_PLACES) }];
}

function isWrong({ answer, given }: AnsweredRecord): boolean {
  return answer !== given;
}

function commonestOf(wrong: readonly AnsweredRecord[]): ReviewedPlace['commonest'] {
  const groups = [...Map.groupBy(wrong, ({ answer, given }) => JSON.stringify([answer, given]))];
  const [first] = groups.sort(
    ([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1),
  );
  const [one] = first?.[1] ?? [];
  return one === undefined
    ? null
    : { answer: one.answer, given: one.given, records: first?.[1].length ?? 0 };
}
