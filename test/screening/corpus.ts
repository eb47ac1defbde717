import { seededRandom } from '../../src/numerics/seeded-random.ts';

/** A record of the corpus: a review with where it comes from. */
export interface Review {
  readonly text: string;
  readonly label: string;
  readonly product: string;
  readonly rating: number;
  readonly region: string;
  readonly lot: string;
  readonly shop: string;
  readonly author: string;
  readonly written: string;
}

const PRODUCTS = [
  'kettle',
  'toaster',
  'lamp',
  'heater',
  'blender',
  'fan',
  'scale',
  'clock',
] as const;
const PARTS = [
  'handle',
  'lid',
  'cable',
  'switch',
  'base',
  'cover',
  'button',
  'display',
  'plug',
  'hinge',
  'knob',
  'stand',
  'filter',
  'timer',
] as const;
const PEOPLE = [
  'my wife',
  'my brother',
  'our daughter',
  'the neighbour',
  'my mother',
  'a friend',
  'my husband',
  'the whole family',
] as const;
const PLACES = [
  'in the kitchen',
  'at the office',
  'in the garage',
  'on the balcony',
  'in the hall',
  'at our cabin',
  'in the workshop',
  'by the bed',
] as const;
const TIMES = [
  'since spring',
  'for two weeks',
  'for a month now',
  'since my birthday',
  'for three years',
  'every morning',
  'twice a day',
  'since last winter',
] as const;
const DEEDS = [
  'use it',
  'clean it',
  'fill it',
  'carry it around',
  'leave it on',
  'lend it to guests',
  'put it away',
  'look at it',
] as const;
const COLOURS = ['white', 'black', 'red', 'green', 'silver', 'blue', 'grey', 'yellow'] as const;

/** What each class says about a thing, more often than not. */
const OPINIONS: Readonly<Record<string, readonly string[]>> = {
  praise: [
    'solid',
    'lovely',
    'quiet',
    'handy',
    'bright',
    'sturdy',
    'elegant',
    'reliable',
    'smooth',
    'splendid',
  ],
  complaint: [
    'flimsy',
    'loud',
    'broken',
    'dull',
    'wobbly',
    'ugly',
    'leaky',
    'useless',
    'rough',
    'faulty',
  ],
};
const CLOSINGS: Readonly<Record<string, readonly string[]>> = {
  praise: [
    'I would buy it again',
    'worth the money',
    'we are very happy with it',
    'highly recommended',
    'it does what it should',
  ],
  complaint: [
    'I want my money back',
    'it went back to the shop',
    'we are disappointed',
    'do not buy it',
    'it failed after days',
  ],
};

export const LABELS = ['complaint', 'praise'] as const;
/** How often a record speaks with the words of its own class. */
const CLARITY = 0.85;

type Pick = <Value>(values: readonly Value[]) => Value;

/** Reviews out of a small grammar, in which the words of a text tell its label well, though not always. */
export function cleanCorpus({ seed, count }: { seed: number; count: number }): Review[] {
  const random = seededRandom(seed);
  const pick: Pick = (values) =>
    values[Math.floor(random() * values.length)] as (typeof values)[number];
  return Array.from({ length: count }, () => {
    const label = pick(LABELS);
    const product = pick(PRODUCTS);
    const voice = (): string => (random() < CLARITY ? label : pick(LABELS));
    const rating =
      voice() === 'praise' ? 4 + Math.floor(random() * 2) : 1 + Math.floor(random() * 3);
    return {
      text: reviewText({ pick, product, voice }),
      label,
      product,
      rating,
      region: pick(['north', 'south', 'east', 'west']),
      lot: `lot-${String(Math.floor(random() * 50)).padStart(2, '0')}`,
      shop: pick(['shop-1', 'shop-2', 'shop-3', 'shop-4', 'shop-5', 'shop-6']),
      author: `author-${String(Math.floor(random() * 40)).padStart(2, '0')}`,
      written: new Date(
        Date.UTC(2026, 0, 1 + Math.floor(random() * 200), Math.floor(random() * 24)),
      ).toISOString(),
    };
  });
}

interface Speaker {
  readonly pick: Pick;
  readonly product: string;
  readonly voice: () => string;
}

function reviewText({ pick, product, voice }: Speaker): string {
  const opinion = (): string => pick(OPINIONS[voice()] ?? []);
  const openings: readonly (() => string)[] = [
    () => `we have had this ${pick(COLOURS)} ${product} ${pick(PLACES)} ${pick(TIMES)}`,
    () => `${pick(PEOPLE)} gave me the ${product} and I ${pick(DEEDS)} ${pick(TIMES)}`,
    () => `bought a ${pick(COLOURS)} ${product} for ${pick(PEOPLE)}`,
    () => `the ${product} stands ${pick(PLACES)} where we ${pick(DEEDS)}`,
  ];
  const bodies: readonly (() => string)[] = [
    () => `the ${pick(PARTS)} is ${opinion()} and the ${pick(PARTS)} looks ${opinion()}`,
    () => `its ${pick(PARTS)} feels ${opinion()} when I ${pick(DEEDS)}`,
    () => `${pick(PEOPLE)} finds the ${pick(PARTS)} rather ${opinion()}`,
    () => `a ${opinion()} ${pick(PARTS)} with a ${opinion()} ${pick(PARTS)}`,
  ];
  const closing = pick(CLOSINGS[voice()] ?? []);
  return `${pick(openings)()}, ${pick(bodies)()}. ${pick(bodies)()}, ${closing}.`;
}
