import {
  type AmountJudgement,
  DEVIATION_BINS,
  type DeviationSpread,
  deviationBin,
  FAR,
} from '../../operations/amounts.ts';
import type { OriginColumn } from '../columns/origin-column.ts';
import { agreementBy } from '../labels/agreement-by.ts';
import { foldsByContributor } from '../labels/folds-by-contributor.ts';
import { type HashedRows, hashedRows } from '../probe/hashed-rows.ts';
import { middleOf } from '../probe/probe-targets.ts';
import { probeWidth } from '../probe/probe-width.ts';
import { FOLDS, type Store } from '../store.ts';
import { sampleDraw } from '../tasks/training-sample.ts';
import { mirroredAmounts } from './mirrored-amounts.ts';
import { predictAmounts } from './predict-amounts.ts';
import { medianOf, usualDeviations } from './usual-deviations.ts';

const MOST_JUDGED = 100_000;
const MOST_FITTED = 20_000;
/** Products that one fit may take: what bounds long records. */
const MOST_PRODUCTS = 8_000_000;
const MOST_FEATURES = 400;
/** Amounts whose upper end lies this many times beyond their middle are looked at as logarithms. */
const SKEWED = 8;
const UPPER_END = 0.995;
/** Each regression must be taught by this part of all rows. */
const LEAST_TAUGHT = 0.25;

/** Amounts against what TRIM predicts for them out of fold; see `AmountJudgement`. */
export function judgeAmounts(store: Store, origins: readonly OriginColumn[]): AmountJudgement {
  if (store.amounts === null) throw new TypeError('the labels are no amounts');
  const rows = amountRows(store, store.amounts);
  const given = Float64Array.from(rows.records, (record) => store.amounts?.[record] as number);
  const inLogs = isSkewed(given);
  const amounts = inLogs ? given.map(Math.log) : given;
  const { middle, spread } = middleOf(amounts);
  const features = rows.matrix.columns.length / Math.max(1, rows.matrix.rows);
  const { predicted: scaled, fittedOn } = predictAmounts({
    rows,
    targets: amounts.map((amount) => (amount - middle) / spread),
    foldOf: foldsOf(rows, store, origins),
    mostFitted: Math.min(MOST_FITTED, MOST_PRODUCTS / features ** 2),
  });
  const predicted = scaled.map((value) => middle + spread * value);
  const residuals = amounts.map((amount, row) => amount - (predicted[row] as number));
  const { bandOf, bands, deviations } = usualDeviations(residuals, predicted);
  const usual = Float64Array.from(bandOf, (band) => deviations[band] as number);
  const found = Float32Array.from(residuals, (residual, row) => residual / (usual[row] as number));
  const distance = medianOf(amounts.map((amount) => Math.abs(amount - middle)));
  const left = medianOf(residuals.map(Math.abs));
  const isFar = found.map((deviation) => (Math.abs(deviation) >= FAR ? 1 : 0));
  // A far amount is one of another band than its prediction: places are held against each other within bands.
  const judged = {
    positions: rows.records,
    data: {
      rows: rows.records.length,
      classes: bands + 1,
      values: new Float32Array(0),
      labels: Int32Array.from(bandOf, (band, row) => (isFar[row] === 1 ? bands : band)),
    },
    predicted: Int32Array.from(bandOf),
    labels: Array.from({ length: bands + 1 }, (_, band) =>
      band < bands ? `predicted in part ${band + 1} of ${bands}` : 'far from it',
    ),
  };
  return {
    positions: rows.records,
    deviations: found,
    fittedOn,
    inLogs,
    explained: distance > 0 ? Math.max(0, 1 - left / distance) : 0,
    oneSign: oneSign(given),
    spread: spreadOf(found),
    mirrors: mirroredAmounts({
      amounts: given,
      ...unlogged(inLogs, predicted, usual),
      records: rows.records,
    }),
    columns: origins.map((origin) => agreementBy(origin, judged)),
  };
}

function amountRows(store: Store, amounts: Float64Array): HashedRows {
  const share = MOST_JUDGED / store.records;
  const width = probeWidth(Math.min(store.records, MOST_FITTED));
  return hashedRows(
    store,
    { width, mostFeatures: MOST_FEATURES, leastOccurrences: 2 },
    (record) => Number.isFinite(amounts[record]) && (share >= 1 || sampleDraw(record) < share),
  );
}

function isSkewed(amounts: Float64Array): boolean {
  const sorted = amounts.toSorted();
  const [least = 0] = sorted;
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const upper = sorted[Math.floor(UPPER_END * (sorted.length - 1))] ?? 0;
  return least > 0 && upper > SKEWED * middle;
}

function oneSign(amounts: Float64Array): number {
  const negative = amounts.reduce((count, amount) => count + (amount < 0 ? 1 : 0), 0);
  return Math.max(negative, amounts.length - negative) / Math.max(1, amounts.length);
}

function spreadOf(deviations: Float32Array): DeviationSpread {
  const [above, below] = [new Uint32Array(DEVIATION_BINS), new Uint32Array(DEVIATION_BINS)];
  for (const deviation of deviations) {
    const bin = deviationBin(deviation);
    const side = deviation < 0 ? below : above;
    side[bin] = (side[bin] as number) + 1;
  }
  return { above, below };
}

/** Predictions and usual deviations as amounts; of logarithms, what one deviation adds. */
function unlogged(
  inLogs: boolean,
  predicted: Float64Array,
  usual: Float64Array,
): { predicted: Float64Array; usual: Float64Array } {
  if (!inLogs) return { predicted, usual };
  const raised = predicted.map(Math.exp);
  return { predicted: raised, usual: usual.map((unit, row) => (raised[row] as number) * unit) };
}

/** Folds that no contributor straddles, unless one of them holds nearly all records. */
function foldsOf(
  { records }: HashedRows,
  { folds }: Store,
  origins: readonly OriginColumn[],
): Uint8Array {
  const own = Uint8Array.from(records, (record) => folds[record] as number);
  const contributors = origins.find(({ role }) => role === 'contributor');
  if (contributors === undefined) return own;
  const apart = foldsByContributor(contributors, folds);
  const byContributor = Uint8Array.from(records, (record) => apart[record] as number);
  const sizes = new Float64Array(FOLDS);
  for (const fold of byContributor) sizes[fold] = (sizes[fold] as number) + 1;
  return Math.max(...sizes) <= (1 - LEAST_TAUGHT) * records.length ? byContributor : own;
}
