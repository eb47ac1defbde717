import type { LabellerAgreement, LabellerCount, LabellerPair } from '../../operations/reviewers.ts';
import type { OriginColumn } from '../columns/origin-column.ts';
import type { JudgedRecords } from '../labels/judged-records.ts';
import { type LabelColumn, NO_ID } from '../store.ts';
import { singleLabel } from './single-label.ts';

const MOST_LABELLERS = 500;
const MOST_PAIRS = 2000;
/** Of one item so many labels count; more tell nothing new, and their pairs are many. */
const MOST_OF_ITEM = 40;

export interface AgreementRequest {
  readonly labels: LabelColumn;
  readonly contributors: OriginColumn;
  /** First record with the same text. */
  readonly copyOf: Uint32Array;
  readonly rows: JudgedRecords;
}

/** One label of a shared item. */
interface ItemLabel {
  readonly record: number;
  readonly labeller: number;
  readonly label: number;
}

interface Tally {
  items: number;
  differ: number;
  /** Of items of three labellers or more: how many, and how many with another label than the likely one, which a third gave. */
  third: number;
  deviations: number;
  readonly positions: number[];
}

interface PairTally {
  shared: number;
  agreed: number;
  deviated: number;
  third: number;
  readonly first: Map<number, number>;
  readonly second: Map<number, number>;
}

/** How contributors agree where several have labelled one text; each counts once an item. */
export function labellerAgreement(request: AgreementRequest): LabellerAgreement | null {
  const { labels, contributors, rows } = request;
  const items = sharedItems(request);
  if (items.length === 0) return null;
  const likelyOf = new Map(Array.from(rows.positions, (record, row) => [record, rows.likely[row]]));
  const byLabel = labels.texts.map(() => 0);
  const tallies = new Map<number, Tally>();
  const pairs = new Map<string, PairTally>();
  let [given, unlike] = [0, 0];
  for (const item of items) {
    given += item.length;
    const counts = countsOf(item);
    for (const [label, count] of counts) {
      byLabel[label] = (byLabel[label] ?? 0) + count;
      unlike += (count * (item.length - count)) / (item.length - 1);
    }
    const deviates = item.map((one) =>
      countOne(tallies, one, {
        counts,
        size: item.length,
        likely: likelyName(likelyOf.get(one.record), request),
      }),
    );
    item.forEach((one, at) => {
      for (let next = at + 1; next < item.length; next += 1) {
        const other = item[next] as ItemLabel;
        const both = deviates[at] === true && deviates[next] === true;
        countPair(pairs, [one, other], { together: both, isThird: item.length > 2 });
      }
    });
  }
  const rateOf = (labeller: number): number => {
    const { third = 0, deviations = 0 } = tallies.get(labeller) ?? {};
    return deviations / Math.max(1, third);
  };
  const nameOf = (labeller: number): string => contributors.texts[labeller] as string;
  return {
    column: contributors.name,
    items: items.length,
    labels: given,
    unlike,
    byLabel,
    labellers: [...tallies]
      .sort((a, b) => b[1].items - a[1].items || a[0] - b[0])
      .slice(0, MOST_LABELLERS)
      .map(
        ([labeller, { items: shared, differ, positions }]): LabellerCount => ({
          value: nameOf(labeller),
          items: shared,
          differ,
          positions: Uint32Array.from(positions).sort(),
        }),
      ),
    pairs: [...pairs]
      .map(([key, tally]): LabellerPair => {
        const [first = 0, second = 0] = key.split(' ').map(Number);
        return {
          first: nameOf(first),
          second: nameOf(second),
          shared: tally.shared,
          agreed: tally.agreed,
          byChance: chanceOf(tally),
          deviated: tally.deviated,
          deviatedByChance: tally.third * rateOf(first) * rateOf(second),
        };
      })
      .sort((a, b) => b.shared - a.shared || (a.first + a.second < b.first + b.second ? -1 : 1))
      .slice(0, MOST_PAIRS),
  };
}

/** Labels of the texts that two contributors or more have labelled. */
function sharedItems({ labels, contributors, copyOf }: AgreementRequest): ItemLabel[][] {
  const byItem = new Map<number, ItemLabel[]>();
  const copies = new Set<number>();
  copyOf.forEach((first, record) => {
    if (first !== record) copies.add(first);
  });
  copyOf.forEach((first, record) => {
    if (!copies.has(first)) return;
    const labeller = contributors.ids[record] as number;
    const label = singleLabel(labels, record);
    if (labeller === NO_ID || label === NO_ID) return;
    const item = byItem.get(first) ?? [];
    byItem.set(first, item);
    if (item.length < MOST_OF_ITEM && item.every((one) => one.labeller !== labeller))
      item.push({ record, labeller, label });
  });
  return [...byItem.values()].filter((item) => item.length > 1);
}

function countsOf(item: readonly ItemLabel[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { label } of item) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

/** The likely label of a record, as an id of the label column. */
function likelyName(likely: number | undefined, { rows, labels }: AgreementRequest): number {
  return likely === undefined ? NO_ID : labels.texts.indexOf(rows.labels[likely] ?? '');
}

interface ItemContext {
  readonly counts: ReadonlyMap<number, number>;
  readonly size: number;
  readonly likely: number;
}

/** Counts one label against the others of its item; says whether it deviates from the likely one, which another gave. */
function countOne(
  tallies: Map<number, Tally>,
  { record, labeller, label }: ItemLabel,
  { counts, size, likely }: ItemContext,
): boolean {
  const tally = tallies.get(labeller) ?? {
    items: 0,
    differ: 0,
    third: 0,
    deviations: 0,
    positions: [],
  };
  tallies.set(labeller, tally);
  const others = [...counts].map(([other, count]) => [other, count - (other === label ? 1 : 0)]);
  const most = Math.max(...others.map(([, count]) => count as number));
  const leaders = others.filter(([, count]) => count === most).map(([other]) => other);
  if (leaders.length === 1) {
    tally.items += 1;
    if (leaders[0] !== label) {
      tally.differ += 1;
      tally.positions.push(record);
    }
  }
  if (size < 3) return false;
  tally.third += 1;
  const deviates = label !== likely && counts.has(likely);
  if (deviates) tally.deviations += 1;
  return deviates;
}

function countPair(
  pairs: Map<string, PairTally>,
  [one, other]: readonly [ItemLabel, ItemLabel],
  { together, isThird }: { readonly together: boolean; readonly isThird: boolean },
): void {
  const [first, second] = one.labeller < other.labeller ? [one, other] : [other, one];
  const key = `${first.labeller} ${second.labeller}`;
  const tally = pairs.get(key) ?? {
    shared: 0,
    agreed: 0,
    deviated: 0,
    third: 0,
    first: new Map(),
    second: new Map(),
  };
  pairs.set(key, tally);
  tally.shared += 1;
  if (isThird) tally.third += 1;
  if (first.label === second.label) {
    tally.agreed += 1;
    if (together) tally.deviated += 1;
  }
  tally.first.set(first.label, (tally.first.get(first.label) ?? 0) + 1);
  tally.second.set(second.label, (tally.second.get(second.label) ?? 0) + 1);
}

function chanceOf({ first, second, shared }: PairTally): number {
  return [...first].reduce(
    (sum, [label, count]) => sum + (count * (second.get(label) ?? 0)) / shared,
    0,
  );
}
