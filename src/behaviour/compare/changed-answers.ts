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
  const ways = Map.groupBy(changed, (item) => JSON.stringify([old[item], fresh[item]]));
  return [...ways.values()]
    .sort((one, other) => other.length - one.length)
    .slice(0, MOST_CLUSTERS)
    .map((items) => {
      const [first = 0] = items;
      return {
        old: old[first] ?? '',
        new: fresh[first] ?? '',
        count: items.length,
        ...home(items, slices),
      };
    });
}

/** The slice that holds most of the items for its size; at least half of them. */
function home(
  items: readonly number[],
  slices: readonly Slice[],
): { readonly slice: string | null; readonly inSlice: number } {
  const wanted = new Set(items);
  let best: { readonly slice: string; readonly inSlice: number; readonly density: number } | null =
    null;
  for (const slice of slices) {
    const inSlice = slice.items.filter((item) => wanted.has(item)).length;
    const density = inSlice / slice.items.length;
    if (inSlice * 2 >= items.length && items.length > 1 && density > (best?.density ?? 0))
      best = { slice: slice.name, inSlice, density };
  }
  return { slice: best?.slice ?? null, inSlice: best?.inSlice ?? 0 };
}
