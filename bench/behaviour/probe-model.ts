import type { SuiteItem } from '../../src/behaviour/suites/suite-item.ts';
import { seededRandom } from '../../src/numerics/seeded-random.ts';

/** A label for each item of a suite. */
export type Classifier = (item: SuiteItem) => string;

const LABELS = ['billing', 'delivery', 'technical', 'account'];
const COUNTRIES = ['DE', 'FR', 'IT', 'ES', 'PL', 'SE', 'NL', 'PT'];
const CHANNELS = ['mail', 'web', 'phone'];
const WORDS = 1200;
const LENGTH = 14;

/**
 * Support tickets that nobody wrote: words drawn by label and fields beside them, so that a classifier
 * errs on about one in ten.
 */
export function makeItems(count: number, seed: number): readonly SuiteItem[] {
  const random = seededRandom(seed);
  const pick = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(random() * values.length)] as Value;
  return Array.from({ length: count }, (_, index) => {
    const label = Math.floor(random() * LABELS.length);
    const words = Array.from({ length: LENGTH }, () => {
      // Few words are frequent, as in any language.
      const rank = Math.floor(WORDS * random() ** 2);
      const isTopical = random() < 0.16;
      return isTopical ? `topic${label}x${rank % 40}` : `word${rank}`;
    });
    return {
      id: `item-${index}`,
      input: {
        text: words.join(' '),
        fields: {
          country: pick(COUNTRIES),
          channel: pick(CHANNELS),
          amount: String(Math.floor(1000 * random() ** 3)),
        },
      },
      expected: random() < 0.03 ? pick(LABELS) : (LABELS[label] as string),
      tags: random() < 0.05 ? ['known-tricky'] : [],
    };
  });
}

/** Naive Bayes over words and fields, trained on a bootstrap sample: what differs between retrains. */
export function train(items: readonly SuiteItem[], seed: number): Classifier {
  const random = seededRandom(seed);
  const weights = new Map<string, Float64Array>();
  const totals = new Float64Array(LABELS.length);
  for (let draw = 0; draw < items.length; draw += 1) {
    const item = items[Math.floor(random() * items.length)] as SuiteItem;
    const label = LABELS.indexOf(item.expected ?? '');
    totals[label] = (totals[label] as number) + 1;
    for (const feature of featuresOf(item)) {
      const known = weights.get(feature) ?? new Float64Array(LABELS.length);
      known[label] = (known[label] as number) + 1;
      weights.set(feature, known);
    }
  }
  return (item) => {
    const scores = totals.map((total) => Math.log(total));
    for (const feature of featuresOf(item)) {
      const counts = weights.get(feature);
      if (counts === undefined) continue;
      for (let label = 0; label < scores.length; label += 1)
        scores[label] =
          (scores[label] as number) +
          Math.log(((counts[label] as number) + 0.5) / ((totals[label] as number) + 1));
    }
    return LABELS[scores.indexOf(Math.max(...scores))] as string;
  };
}

function featuresOf({ input }: SuiteItem): ReadonlySet<string> {
  const fields = Object.entries(input.fields ?? {}).flatMap(([name, value]) =>
    name === 'amount' ? [] : [`${name}=${value}`],
  );
  return new Set([...(input.text ?? '').split(' '), ...fields]);
}
