import { type LabelColumn, MOST_OUTCOMES } from '../store.ts';

/** Fewer different numbers than these are grades, ratings or names of classes. */
const LEAST_DIFFERENT = 20;
/** Integers that fill their range are taken for names of classes, however many there are. */
const LEAST_SPARSE = 50;
const SPARSE = 2;
const MOSTLY = 0.99;
const LEAST_RECORDS_PER_CLASS = 3;

/**
 * Labels that are amounts, to be predicted by regression: numbers nearly all of them, many of them different,
 * and either fractions, or integers with wide gaps, or more than could be classes. `null` for all others.
 *
 * @param amounts of all records, NaN where a label is no number; empty where the column holds none
 */
export function amountsToPredict(amounts: Float64Array, labels: LabelColumn): Float64Array | null {
  const labelled = labels.tooMany ? amounts.length : labels.ids.length;
  let [known, fractions, least, most] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const amount of amounts) {
    if (!Number.isFinite(amount)) continue;
    known += 1;
    if (!Number.isInteger(amount)) fractions += 1;
    least = Math.min(least, amount);
    most = Math.max(most, amount);
  }
  if (known === 0 || known < MOSTLY * labelled) return null;
  const different = labels.tooMany ? Number.POSITIVE_INFINITY : labels.texts.length;
  if (different < LEAST_DIFFERENT) return null;
  const cannotBeClasses =
    different > MOST_OUTCOMES || different * LEAST_RECORDS_PER_CLASS > labelled;
  const isSparse = different >= LEAST_SPARSE && most - least > SPARSE * different;
  return fractions > 0 || isSparse || cannotBeClasses ? amounts : null;
}
