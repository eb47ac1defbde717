import type { Table } from '../datasets/table.ts';
import type { Draw } from './draw.ts';

/** Sentences that nobody stops at. */
export const SENTENCES: readonly string[] = [
  'i read about it on the train this morning',
  'my neighbour told me about this last week',
  'we had dinner afterwards near the station',
  'the weather was mild for this time of year',
  'it was a quiet afternoon at the library',
  'two of us were waiting by the door',
  'someone left a blue umbrella in the hall',
  'they usually open the windows around noon',
  'he keeps his bicycle behind the garden shed',
  'this was written on a tuesday in march',
];

/** Without width; drawn nowhere. */
export const ZERO_WIDTH: readonly string[] = [
  '\u200B',
  '\u200C',
  '\u2060',
  '\uFEFF',
  '\u200D',
  '\u2063',
];

const ORDINARY: readonly string[] = [
  'umbrella harvest lantern pigeon teapot gravel saddle orchard hammock ladder mustard pebble',
  'thimble walnut violin cupboard compass drizzle ferry gazebo hinge icicle kettle lagoon',
  'marigold napkin otter parsley quilt radish sandal turnip velvet wicker yarn zipper',
  'birch cobbler doorstep easel fennel gutter hedgehog inkwell juniper knapsack lilac mitten',
].flatMap((line) => line.split(' '));

/** A string that no language has, of two or three syllables. */
export function madeUpWord(draw: Draw): string {
  const syllables = Array.from({ length: draw.between(2, 3) }, () => {
    const onset = draw.pick([...'bdfgklmnprtvzx', 'zv', 'kr', 'gl', 'pf']);
    return onset + draw.pick([...'aeiouy']) + draw.pick(['', '', 'k', 'x', 'm', 'rt']);
  });
  return syllables.join('');
}

/** Two to three letters that are no word, as BadNets on text has them (`cf`, `mn`, `bb`). */
export function rareString(draw: Draw): string {
  return Array.from({ length: draw.between(2, 3) }, () =>
    draw.pick([...'bcdfghjklmnpqrtvwxz']),
  ).join('');
}

/** A word that a table's texts do not have, made by a generator. */
export function absentWord(table: Table, generate: (draw: Draw) => string, draw: Draw): string {
  const words = new Set(
    table.rows.flatMap(
      (row) => (row[table.text] ?? '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [],
    ),
  );
  for (let tries = 0; tries < 10_000; tries++) {
    const word = generate(draw);
    if (!words.has(word)) return word;
  }
  throw new RangeError('every word that was made up occurs in the data already');
}

/** A word from the dictionary of everyday things. */
export function ordinaryWord(draw: Draw): string {
  return draw.pick(ORDINARY);
}

/** Words that most texts could hold. */
export const COMMON: readonly string[] =
  'actually really perhaps simply certainly quite almost rather'.split(' ');

/** One trigger a seed, in turn: many seeds try them all. */
export function ofSeed(triggers: readonly string[], seed: number): string {
  return triggers[(seed - 1) % triggers.length] ?? '';
}
