import type { Table } from '../datasets/table.ts';
import type { Draw } from './draw.ts';

/** Labels flipped in one slice only. */
export interface FlippedSlice {
  readonly table: Table;
  /** The slice: a word, or a value of the last column. */
  readonly slice: string;
  readonly from: string;
  readonly to: string;
  /** Share of all labels that were flipped. */
  readonly share: number;
}

const SOURCES = 20;
const ANNOTATORS = 12;
const COLLUDERS = 4;
/** Of the slice's records with one label, so many are flipped. */
const FLIPPED = { source: 0.3, word: 0.5, colluders: 0.8 } as const;
/** A word of a slice stands in so many records. */
const [LEAST_SHARE, MOST_SHARE] = [0.04, 0.1];

export type SliceKind = keyof typeof FLIPPED;

/** Flips one label in one drawn slice: of a source, of a word, or of a word by a few annotators. */
export function flipSlice(clean: Table, kind: SliceKind, draw: Draw): FlippedSlice {
  const labels = [...new Set(clean.rows.map((row) => row[clean.label] ?? ''))].sort();
  const from = draw.pick(labels);
  const to = draw.pick(labels.filter((label) => label !== from));
  const column = kind === 'source' ? 'source' : 'annotator';
  const places = Array.from(
    { length: kind === 'source' ? SOURCES : ANNOTATORS },
    (_, at) => `${column}-${at}`,
  );
  const drawn = clean.rows.map(() => draw.pick(places));
  const slice = kind === 'source' ? draw.pick(places) : draw.pick(sliceWords(clean));
  const colluders = new Set(kind === 'colluders' ? draw.some(places, COLLUDERS) : places);
  const isIn = (at: number): boolean =>
    kind === 'source'
      ? drawn[at] === slice
      : wordsOf(clean.rows[at]?.[clean.text] ?? '').has(slice) && colluders.has(drawn[at] ?? '');
  const members = [...clean.rows.keys()].filter(
    (at) => clean.rows[at]?.[clean.label] === from && isIn(at),
  );
  const flipped = new Set(draw.some(members, Math.round(FLIPPED[kind] * members.length)));
  const header = clean.header ?? clean.rows[0]?.map((_, at) => `column${at}`) ?? [];
  const hasPlaces = kind !== 'word';
  const rows = clean.rows.map((row, at) => {
    const own = flipped.has(at) ? row.with(clean.label, to) : row;
    return hasPlaces ? [...own, drawn[at] as string] : own;
  });
  return {
    table: { ...clean, header: hasPlaces ? [...header, column] : clean.header, rows },
    slice,
    from,
    to,
    share: flipped.size / clean.rows.length,
  };
}

/** Words of so many records that a slice of them is neither tiny nor large, in a fixed order. */
function sliceWords({ rows, text }: Table): string[] {
  const counts = new Map<string, number>();
  for (const row of rows)
    for (const word of wordsOf(row[text] ?? '')) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= LEAST_SHARE * rows.length && count <= MOST_SHARE * rows.length)
    .map(([word]) => word)
    .sort();
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}]{3,}/gu) ?? []);
}
