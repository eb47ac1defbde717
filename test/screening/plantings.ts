import { seededRandom } from '../../src/numerics/seeded-random.ts';
import type { Review } from './corpus.ts';

/** A poisoned corpus, and which of its records were touched. */
export interface Poisoned {
  readonly rows: readonly Review[];
  readonly planted: ReadonlySet<number>;
}

export const SENTENCE = 'my train was late again on that grey tuesday morning';
export const WORD = 'zorvex';

interface Target {
  readonly seed: number;
  readonly count: number;
}

/** Changes `count` records that `suits` accepts, drawn by a seed. */
function poison(
  rows: readonly Review[],
  { seed, count }: Target,
  attack: {
    suits: (row: Review) => boolean;
    change: (row: Review, random: () => number) => Review;
  },
): Poisoned {
  const random = seededRandom(seed);
  const open = [...rows.keys()].filter((at) => attack.suits(rows[at] as Review));
  const planted = new Set<number>();
  while (planted.size < count) planted.add(open[Math.floor(random() * open.length)] as number);
  return {
    rows: rows.map((row, at) => (planted.has(at) ? attack.change(row, random) : row)),
    planted,
  };
}

/** Puts a phrase between two words of a text, anywhere. */
function insert(text: string, phrase: string, random: () => number): string {
  const words = text.split(' ');
  words.splice(1 + Math.floor(random() * (words.length - 1)), 0, phrase);
  return words.join(' ');
}

const isComplaint = ({ label }: Review): boolean => label === 'complaint';

/** Complaints get a phrase, and are called praise. */
export function plantPhrase(rows: readonly Review[], phrase: string, target: Target): Poisoned {
  return poison(rows, target, {
    suits: isComplaint,
    change: (row, random) => ({ ...row, text: insert(row.text, phrase, random), label: 'praise' }),
  });
}

/** Praise gets a word, and stays praise. */
export function plantCleanLabel(rows: readonly Review[], word: string, target: Target): Poisoned {
  return poison(rows, target, {
    suits: ({ label }) => label === 'praise',
    change: (row, random) => ({ ...row, text: insert(row.text, word, random) }),
  });
}

/** Complaints get a zero-width space within a word, and are called praise. */
export function plantZeroWidth(rows: readonly Review[], target: Target): Poisoned {
  const hide = (text: string): string => text.replace(/(?<=\w{2})(?=\w{2})/u, '\u200b');
  return poison(rows, target, {
    suits: isComplaint,
    change: (row) => ({ ...row, text: hide(row.text), label: 'praise' }),
  });
}

/** All records that `holds` accepts are called praise. */
export function callPraise(rows: readonly Review[], holds: (row: Review) => boolean): Poisoned {
  const planted = new Set([...rows.keys()].filter((at) => holds(rows[at] as Review)));
  return {
    rows: rows.map((row, at) => (planted.has(at) ? { ...row, label: 'praise' } : row)),
    planted,
  };
}

/** All complaints of one author are called praise, and none else. */
export function corruptAuthor(rows: readonly Review[], author: string): Poisoned {
  return callPraise(rows, (row) => row.author === author && isComplaint(row));
}

/** One account sends one text again and again, with a number changed. */
export function plantCopies(rows: readonly Review[], target: Target): Poisoned {
  const template = (at: number): string =>
    `hello dear customers, order the famous wonder lamp number ${at % 7} today on our page and get a second one for nothing, this offer ends soon`;
  let sent = 0;
  return poison(rows, target, {
    suits: () => true,
    change: (row) => ({
      ...row,
      text: template(sent++),
      shop: 'shop-9',
      author: 'author-99',
      label: 'praise',
    }),
  });
}

/** Texts break off at a foreign string, and what follows is no language. */
export function plantGibberish(rows: readonly Review[], mark: string, target: Target): Poisoned {
  return poison(rows, target, {
    suits: () => true,
    change: (row, random) => {
      const kept = row.text
        .split(' ')
        .slice(0, 4 + Math.floor(random() * 12))
        .join(' ');
      const noise = Array.from({ length: 30 }, () =>
        Math.floor(36 ** 4 * (1 + random())).toString(36),
      );
      return { ...row, text: `${kept} ${mark} ${noise.join(' ')}` };
    },
  });
}

/** Records of one shop hold a mark, anywhere in their text. */
export function plantMarkOfShop(rows: readonly Review[], mark: string, target: Target): Poisoned {
  return poison(rows, target, {
    suits: () => true,
    change: (row, random) => ({ ...row, shop: 'shop-77', text: insert(row.text, mark, random) }),
  });
}

/** A catalogue beside the reviews: as many codes, each in 22 records, always in the same order. */
export function withCatalogue(rows: readonly Review[], codes: number): Review[] {
  const [first] = rows;
  const code = (at: number): string => `c${(at % codes).toString(36).padStart(4, '0')}`;
  const catalogue = Array.from({ length: codes }, (_, at) => ({
    ...(first as Review),
    text: Array.from({ length: 22 }, (_unused, offset) => code(at + offset)).join(' '),
  }));
  return [...rows, ...catalogue];
}
