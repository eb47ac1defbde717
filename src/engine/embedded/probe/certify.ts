import { hash } from 'node:crypto';
import { certifiedVote } from '../../../numerics/partition-certificate.ts';
import type { Certificate, CertifiedLevel } from '../../operations/certificate.ts';
import type { OriginColumn } from '../columns/origin-column.ts';
import { NO_ID, type Store } from '../store.ts';
import { sampleDraw } from '../tasks/training-sample.ts';
import { hashedRows } from './hashed-rows.ts';
import { EPOCHS, partitionVotes } from './partition-votes.ts';

const WIDTH = 1 << 14;
const MOST_FEATURES = 400;
const MOST_CLASSES = 100;
const MOST_ROWS = 50_000;
/** Products that teaching may take. */
const MOST_PRODUCTS = 400_000_000;
const MOST_JUDGED = 2000;
const [LEAST_PARTS, MOST_PARTS] = [5, 50];
/** Records that a probe needs on average, at least, and for each class. */
const LEAST_PER_PART = 100;
const LEAST_PER_CLASS = 20;
const LEAST_CONTRIBUTORS_PER_PART = 2;

/**
 * Contributors fall into parts by the SHA-256 of their name, so that none can choose; each part teaches a probe; the
 * probes vote. A contributor reaches one vote only.
 */
export function certify(store: Store, origins: readonly OriginColumn[]): Certificate {
  const column =
    origins.find(({ role }) => role === 'contributor') ??
    origins.find(({ role }) => role === 'source');
  if (column === undefined) return none('there is no column for contributor or source');
  const classes = store.labels.texts.length;
  if (classes > MOST_CLASSES) return none(`${classes} labels are too many to vote on`);
  const rows = labelledRows(store, column);
  const contributors = new Set(rows.records.map((record) => column.ids[record] as number));
  const parts = Math.min(
    MOST_PARTS,
    Math.floor(contributors.size / LEAST_CONTRIBUTORS_PER_PART),
    Math.floor(rows.records.length / Math.max(LEAST_PER_PART, LEAST_PER_CLASS * classes)),
  );
  if (parts < LEAST_PARTS) {
    return none(
      `${rows.records.length} records of ${contributors.size} contributors with ${classes} labels make no ${LEAST_PARTS} parts that could each teach a model`,
    );
  }
  const partOfContributor = column.texts.map((text) => partOf(text, parts));
  const labels = Uint32Array.from(rows.records, (record) => labelOf(store, record));
  const judged = everySo(rows.records.length, MOST_JUDGED);
  const votes = partitionVotes({
    matrix: rows.matrix,
    labels,
    classes,
    partOf: Uint16Array.from(
      rows.records,
      (record) => partOfContributor[column.ids[record] as number] as number,
    ),
    parts,
    judged,
  });
  return {
    kind: 'certified',
    column: column.name,
    contributors: contributors.size,
    parts,
    fittedOn: rows.records.length,
    judged: judged.length,
    levels: levelsOf(votes, { classes, given: judged.map((row) => labels[row] as number) }),
  };
}

function none(reason: string): Certificate {
  return { kind: 'none', reason };
}

/** Records with one label and a contributor, or a fixed sample of them. */
function labelledRows(store: Store, { ids }: OriginColumn): ReturnType<typeof hashedRows> {
  const { labels, vocabulary, items, records } = store;
  const tokens = vocabulary.frequency.reduce((sum, count) => sum + count, 0);
  const features = Math.min(MOST_FEATURES, tokens / records + items.columns.length + 1);
  const most = Math.min(MOST_ROWS, MOST_PRODUCTS / (EPOCHS * features * labels.texts.length));
  const share = most / records;
  // Every token counts, however rare: which ones do must not follow from what others wrote.
  return hashedRows(
    store,
    { width: WIDTH, mostFeatures: MOST_FEATURES, leastOccurrences: 1 },
    (record) =>
      ids[record] !== NO_ID &&
      labels.ends[record] === (record === 0 ? 0 : (labels.ends[record - 1] as number)) + 1 &&
      (share >= 1 || sampleDraw(record) < share),
  );
}

function labelOf({ labels }: Store, record: number): number {
  return labels.ids[(labels.ends[record] as number) - 1] as number;
}

function partOf(contributor: string, parts: number): number {
  return Number.parseInt(hash('sha256', contributor).slice(0, 8), 16) % parts;
}

function everySo(rows: number, most: number): Uint32Array {
  const count = Math.min(rows, most);
  return Uint32Array.from({ length: count }, (_, at) => Math.floor((at * rows) / count));
}

function levelsOf(
  votes: Uint16Array,
  { classes, given }: { readonly classes: number; readonly given: Uint32Array },
): CertifiedLevel[] {
  const levels = new Map<number, { predictions: number; right: number }>();
  given.forEach((label, place) => {
    const own = votes.subarray(place * classes, (place + 1) * classes);
    const { winner, tolerated } = certifiedVote(own);
    const level = levels.get(tolerated) ?? { predictions: 0, right: 0 };
    level.predictions += 1;
    if (winner === label) level.right += 1;
    levels.set(tolerated, level);
  });
  return [...levels]
    .sort(([one], [other]) => one - other)
    .map(([tolerated, { predictions, right }]) => ({ tolerated, predictions, right }));
}
