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

/** Answers of two versions to the items of a suite, by index of the answer; `-1` for none. */
export interface PairedAnswers {
  readonly truth: Int32Array;
  readonly old: Int32Array;
  readonly fresh: Int32Array;
  /** How sure the old version was of its answer, 0 to 1; absent where it gives no scores. */
  readonly confidence?: Float64Array | undefined;
}

const STEPS = 10;

/** Finds what became wrong and what became right. An item without a true answer takes no part. */
export function itemChanges({ truth, old, fresh, confidence }: PairedAnswers): ItemChanges {
  const items: number[] = [];
  const signs: number[] = [];
  const answers: number[] = [];
  for (const [item, right] of truth.entries()) {
    const was = old[item] === right;
    if (right < 0 || was === (fresh[item] === right)) continue;
    items.push(item);
    signs.push(was ? 1 : -1);
    answers.push(Math.max(0, (was ? fresh[item] : old[item]) as number));
  }
  return {
    total: truth.length,
    items: Uint32Array.from(items),
    signs: Int8Array.from(signs),
    answers: Uint32Array.from(answers),
    strata: strataOf(truth, confidence),
  };
}

/** True answer by step of confidence; the steps hold equally many items. */
function strataOf(truth: Int32Array, confidence: Float64Array | undefined): Uint32Array {
  if (confidence === undefined) return Uint32Array.from(truth, (right) => right + 1);
  const ascending = confidence.toSorted();
  const cuts = Array.from(
    { length: STEPS - 1 },
    (_, step) => ascending[Math.floor(((step + 1) * ascending.length) / STEPS)] as number,
  );
  return Uint32Array.from(truth, (right, item) => {
    const sure = confidence[item] as number;
    return (right + 1) * STEPS + cuts.filter((cut) => sure >= cut).length;
  });
}
