import type { PairedResults } from './paired-results.ts';

/** Which items of a suite two versions of a model answer differently: one right and one wrong. */
export interface ItemChanges {
  /** Items in the suite. */
  readonly total: number;
  /** Indexes of the items that changed, ascending. */
  readonly items: Uint32Array;
  /** Of each of them: 1 became wrong, -1 became right. */
  readonly signs: Int8Array;
  /** Of each of them: the answer that was or became wrong, by index. */
  readonly answers: Uint32Array;
  /** Of every item of the suite: items with one value are alike as far as the old version goes. */
  readonly strata: Uint32Array;
}

const STEPS = 10;

/** Finds what became wrong and what became right. An item without a true answer takes no part. */
export function itemChanges({
  items: all,
  old,
  fresh,
  oldRight,
  freshRight,
  confidence,
}: PairedResults): ItemChanges {
  const items: number[] = [];
  const signs: number[] = [];
  const answers: number[] = [];
  const indexOf = indexer();
  for (const [item, { expected }] of all.entries()) {
    if (expected === null || oldRight[item] === freshRight[item]) continue;
    const isWorse = oldRight[item] === 1;
    items.push(item);
    signs.push(isWorse ? 1 : -1);
    answers.push(indexOf((isWorse ? fresh : old)[item] as string));
  }
  return {
    total: all.length,
    items: Uint32Array.from(items),
    signs: Int8Array.from(signs),
    answers: Uint32Array.from(answers),
    strata: strataOf(all, confidence),
  };
}

/** True answer by step of confidence; the steps hold equally many items. */
function strataOf(items: PairedResults['items'], confidence: Float64Array | null): Uint32Array {
  const indexOf = indexer();
  const truth = Uint32Array.from(items, ({ expected }) => indexOf(expected ?? ''));
  if (confidence === null) return truth;
  const ascending = confidence.toSorted();
  const cuts = Array.from(
    { length: STEPS - 1 },
    (_, step) => ascending[Math.floor(((step + 1) * ascending.length) / STEPS)] as number,
  );
  return Uint32Array.from(truth, (right, item) => {
    const sure = confidence[item] as number;
    return right * STEPS + cuts.filter((cut) => sure >= cut).length;
  });
}

/** Numbers texts in the order in which they come. */
function indexer(): (text: string) => number {
  const known = new Map<string, number>();
  return (text) => {
    const index = known.get(text) ?? known.size;
    known.set(text, index);
    return index;
  };
}
