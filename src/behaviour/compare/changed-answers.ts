import type {
  ChangeCluster,
  ChangedAnswer,
  ChangedAnswers,
} from '../../findings/comparison-report.ts';
import { inputText } from '../suites/suite-item.ts';
import type { PairedResults } from './paired-results.ts';
import type { Slice } from './slice.ts';

const MOST_LISTED = 300;
const MOST_CLUSTERS = 20;
const LONGEST_INPUT = 2000;

/** Lists what the versions answer differently, and clusters it by what became of what, and where. */
export function changedAnswers(
  sets: readonly {
    readonly set: ChangedAnswer['set'];
    readonly results: PairedResults;
    readonly slices: readonly Slice[];
  }[],
): ChangedAnswers {
  const changed = sets.map(({ results: { old, fresh } }) =>
    [...old.keys()].filter((item) => old[item] !== fresh[item]),
  );
  const listed = sets.flatMap(({ set, results }, index) =>
    (changed[index] ?? []).map((item) => ({ set, results, item, effect: effectOf(results, item) })),
  );
  const order = ['regression', 'other', 'improvement'];
  return {
    total: listed.length,
    first: listed
      .sort((one, other) => order.indexOf(one.effect) - order.indexOf(other.effect))
      .slice(0, MOST_LISTED)
      .map(({ set, results, item, effect }) => {
        const { id, input, expected, tags } = results.items[item] as PairedResults['items'][number];
        return {
          id,
          set,
          input: inputText(input).slice(0, LONGEST_INPUT),
          expected,
          old: (results.old[item] as string).slice(0, LONGEST_INPUT),
          new: (results.fresh[item] as string).slice(0, LONGEST_INPUT),
          effect,
          tags,
        };
      }),
    clusters: sets
      .flatMap(({ results, slices }, index) => clustersOf(results, changed[index] ?? [], slices))
      .sort((one, other) => other.count - one.count)
      .slice(0, MOST_CLUSTERS),
  };
}

function effectOf({ oldRight, freshRight }: PairedResults, item: number): ChangedAnswer['effect'] {
  if (oldRight[item] === freshRight[item]) return 'other';
  return oldRight[item] === 1 ? 'regression' : 'improvement';
}

function clustersOf(
  { old, fresh }: PairedResults,
  changed: readonly number[],
  slices: readonly Slice[],
): readonly ChangeCluster[] {
  const clusters = [
    ...Map.groupBy(changed, (item) => JSON.stringify([old[item], fresh[item]])).values(),
  ]
    .sort((one, other) => other.length - one.length)
    .slice(0, MOST_CLUSTERS);
  const homes = homesOf(clusters, slices, old.length);
  return clusters.map((items, cluster) => {
    const [first = 0] = items;
    const { slice = null, inSlice = 0 } = homes[cluster] ?? {};
    return { old: old[first] ?? '', new: fresh[first] ?? '', count: items.length, slice, inSlice };
  });
}

interface Home {
  readonly slice: string;
  readonly inSlice: number;
  readonly density: number;
}

/** Of each cluster the slice that holds most of its items for its size; at least half of them. */
function homesOf(
  clusters: readonly (readonly number[])[],
  slices: readonly Slice[],
  total: number,
): readonly (Home | undefined)[] {
  const clusterOf = new Int32Array(total).fill(-1);
  for (const [cluster, items] of clusters.entries())
    for (const item of items) clusterOf[item] = cluster;
  const homes = new Array<Home | undefined>(clusters.length).fill(undefined);
  for (const { name, items } of slices) {
    const counts = new Uint32Array(clusters.length);
    for (const item of items) {
      const cluster = clusterOf[item] as number;
      if (cluster >= 0) counts[cluster] = (counts[cluster] as number) + 1;
    }
    for (const [cluster, inSlice] of counts.entries()) {
      const density = inSlice / items.length;
      const isHalf = inSlice > 1 && inSlice * 2 >= (clusters[cluster]?.length ?? 0);
      if (isHalf && density > (homes[cluster]?.density ?? 0))
        homes[cluster] = { slice: name, inSlice, density };
    }
  }
  return homes;
}
