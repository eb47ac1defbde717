import { RunSeeker } from '../columns/sequence-column.ts';
import type { Store } from '../store.ts';
import { softmax } from './fit-outcome-model.ts';
import { ActiveFeatures, type OutcomeModel, outOfFoldLogits } from './outcome-model.ts';

/** Out-of-fold probability of its own label for each record named, in file order; 1 where it has no label. */
export function ownLabelProbabilities(
  store: Store,
  model: OutcomeModel,
  positions: Uint32Array,
): Float32Array {
  const probabilities = new Float32Array(positions.length).fill(1);
  const active = new ActiveFeatures(store, model.tokenLimit);
  const logits = new Float64Array(model.labels);
  const seeker = new RunSeeker(store.tokens);
  positions.forEach((record, at) => {
    const from = record === 0 ? 0 : (store.labels.ends[record - 1] as number);
    if (store.labels.ends[record] === from) return;
    active.collect(seeker.seek(record));
    outOfFoldLogits({ model, fold: store.folds[record] as number }, active, logits);
    for (let label = 0; label < model.labels; label += 1)
      logits[label] = (logits[label] as number) / model.temperature;
    softmax(logits);
    probabilities[at] = logits[store.labels.ids[from] as number] as number;
  });
  return probabilities;
}
