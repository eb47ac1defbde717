import type { TellingFeatures, WeighedFeature } from '../../operations/learning.ts';
import { LEAK, type Store, tokenText } from '../store.ts';
import type { OutcomeModel } from '../tasks/outcome-model.ts';

/** By label, the features whose mean weight over folds lies most above their mean over labels. */
export function tellingFeatures(
  store: Store,
  model: OutcomeModel,
  most: number,
): readonly TellingFeatures[] {
  const { labels, tokenLimit } = model;
  const features = tokenLimit + store.items.count;
  const heaviest = Array.from({ length: labels }, (): { feature: number; weight: number }[] => []);
  const own = new Float64Array(labels);
  for (let feature = 0; feature < features; feature += 1) {
    own.fill(0);
    for (const weights of model.weights)
      for (let label = 0; label < labels; label += 1)
        own[label] =
          (own[label] as number) +
          (weights[feature * labels + label] as number) / model.weights.length;
    const mean = own.reduce((sum, weight) => sum + weight, 0) / labels;
    own.forEach((weight, label) => {
      put(heaviest[label] ?? [], { feature, weight: weight - mean }, most);
    });
  }
  return store.labels.texts.map((label, at) => ({
    label,
    features: (heaviest[at] ?? []).map(
      ({ feature, weight }): WeighedFeature => ({
        feature: nameOf(store, feature, tokenLimit),
        weight,
      }),
    ),
  }));
}

interface Weighed {
  readonly feature: number;
  readonly weight: number;
}

function put(heaviest: Weighed[], weighed: Weighed, most: number): void {
  const last = heaviest.at(-1);
  if (weighed.weight <= 0) return;
  if (heaviest.length === most && last !== undefined && weighed.weight <= last.weight) return;
  const place = heaviest.findIndex(({ weight }) => weight < weighed.weight);
  heaviest.splice(place < 0 ? heaviest.length : place, 0, weighed);
  if (heaviest.length > most) heaviest.pop();
}

function nameOf({ vocabulary, items }: Store, feature: number, tokenLimit: number): string {
  if (feature < tokenLimit) return tokenText(vocabulary, feature);
  const item = feature - tokenLimit;
  const column = items.columns.find(
    ({ firstItem, texts, determination }) =>
      determination < LEAK && item >= firstItem && item < firstItem + texts.length,
  );
  return column === undefined ? '' : `${column.name}=${column.texts[item - column.firstItem]}`;
}
