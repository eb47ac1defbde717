import type { CopyCluster, CopyClusters } from '../operations/copies.ts';
import type { EmbeddedState } from './embedded-state.ts';

const MOST_CLUSTERS = 5_000;

/** The clusters of copies with at least two records, largest first. */
export function copyClusters({ clusterOf, copyOf, store }: EmbeddedState): CopyClusters {
  if (copyOf === null) return { clusters: [], exactCopies: 0, note: 'there is no text to compare' };
  const members = new Map<number, number[]>();
  clusterOf.forEach((first, record) => {
    if (first === record) return;
    const list = members.get(first);
    if (list === undefined) members.set(first, [first, record]);
    else list.push(record);
  });
  const bySize = [...members.values()].sort(
    (a, b) => b.length - a.length || (a[0] as number) - (b[0] as number),
  );
  const clusters = bySize.slice(0, MOST_CLUSTERS).map((records): CopyCluster => {
    const exact = records.slice(1).filter((record) => copyOf[record] === records[0]).length;
    return { positions: Uint32Array.from(records), exact, labels: labelsOf(store, records) };
  });
  const exactCopies = copyOf.reduce((sum, first, record) => (first === record ? sum : sum + 1), 0);
  const note =
    bySize.length > MOST_CLUSTERS
      ? `only the ${MOST_CLUSTERS} largest of ${bySize.length} clusters were looked at`
      : null;
  return { clusters, exactCopies, note };
}

function labelsOf(
  { labels }: EmbeddedState['store'],
  records: readonly number[],
): CopyCluster['labels'] {
  const counts = new Map<number, number>();
  for (const record of records) {
    const from = record === 0 ? 0 : (labels.ends[record - 1] as number);
    for (const id of labels.ids.subarray(from, labels.ends[record]))
      counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([id, count]) => ({ label: labels.texts[id] as string, records: count }));
}
