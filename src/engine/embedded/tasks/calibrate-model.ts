import { visitRuns } from '../columns/sequence-column.ts';
import type { Store } from '../store.ts';
import { ActiveFeatures, type OutcomeModel, outOfFoldLogits } from './outcome-model.ts';
import { sampleDraw } from './training-sample.ts';

const MOST_CALIBRATION_RECORDS = 50_000;
const TEMPERATURES = [0.35, 0.5, 0.6, 0.7, 0.85, 1, 1.2, 1.4, 1.7, 2, 2.5, 3, 4] as const;

export interface Calibration {
  readonly temperature: number;
  readonly accuracy: number;
}

/**
 * The temperature that makes out-of-fold probabilities likeliest (Guo et al. 2017, "On calibration
 * of modern neural networks", section 4.2), from a fixed list so that a verdict never hangs on the
 * last bit; and the share of records whose label comes out on top.
 */
export function calibrate(store: Store, model: OutcomeModel): Calibration {
  const share = MOST_CALIBRATION_RECORDS / store.records;
  const losses = new Float64Array(TEMPERATURES.length);
  const logits = new Float64Array(model.labels);
  const active = new ActiveFeatures(store, model.tokenLimit);
  let [looked, right] = [0, 0];
  visitRuns(store.tokens, (run) => {
    const { record } = run;
    const from = record === 0 ? 0 : (store.labels.ends[record - 1] as number);
    if (store.labels.ends[record] === from || (share < 1 && sampleDraw(record) >= share)) return;
    active.collect(run);
    outOfFoldLogits({ model, fold: store.folds[record] as number }, active, logits);
    const label = store.labels.ids[from] as number;
    TEMPERATURES.forEach((temperature, at) => {
      losses[at] = (losses[at] as number) + logLoss(logits, label, temperature);
    });
    looked += 1;
    if (logits.indexOf(Math.max(...logits)) === label) right += 1;
  });
  const best = losses.indexOf(Math.min(...losses));
  return { temperature: TEMPERATURES[best] ?? 1, accuracy: looked === 0 ? 0 : right / looked };
}

function logLoss(logits: Float64Array, label: number, temperature: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (const logit of logits) if (logit > highest) highest = logit;
  let sum = 0;
  for (const logit of logits) sum += Math.exp((logit - highest) / temperature);
  return Math.log(sum) - ((logits[label] as number) - highest) / temperature;
}
