import type { ContentSample, SampledColumn } from '../../engine/operations/content-sample.ts';
import type { SparseSamples } from '../../numerics/two-samples/sparse-samples.ts';

/** Two samples side by side as binary features, the second sample's rows behind the first's. */
export interface JoinedSamples extends SparseSamples {
  /** What each feature is, in words: `“kettle”`, `region “north”`, `rating up to 3`. */
  readonly names: readonly string[];
  /** Fold of each row, 0 to 3, from its content: copies share one. */
  readonly folds: Uint8Array;
  /** Values by which rows can be grouped: by column, in the order of the rows. */
  readonly places: readonly {
    readonly column: string;
    readonly values: readonly (string | null)[];
  }[];
}

/** Features in fewer rows say nothing across folds. */
const LEAST_ROWS = 5;
const PARTS = 10;
/** Columns whose values are also taken two at a time: so columns show that move together. */
const MOST_PAIRED = 10;

export interface JoinOptions {
  /** Columns whose values are features; the others only group rows. */
  readonly kinds: readonly SampledColumn['kind'][];
  /** Whether the words of texts are features. */
  readonly words: boolean;
}

/** Joins samples of two datasets, of each as many rows as the smaller has, by the columns that both have. */
export function joinedSamples(
  first: ContentSample,
  second: ContentSample,
  { kinds, words }: JoinOptions,
): JoinedSamples {
  const size = Math.min(first.positions.length, second.positions.length);
  const features = new FeatureNames();
  const rows = [first, second].flatMap((sample) =>
    Array.from({ length: size }, (_, row) =>
      words ? wordsOf(sample, spread(row, size, sample), features) : [],
    ),
  );
  const pairs = first.columns.flatMap((column) => {
    const other = second.columns.find((one) => isSame(one, column));
    if (other === undefined) return [];
    const values = [first, second].flatMap((sample, at) => {
      const own = at === 0 ? column.values : other.values;
      return Array.from({ length: size }, (_, row) => own[spread(row, size, sample)] ?? null);
    });
    return [{ column: column.column, kind: column.kind, values }];
  });
  const named = pairs
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ column, kind, values }) =>
      (kind === 'numbers' ? rangesOf(values) : values.map(quoted)).map((name) =>
        name === null ? null : `${column} ${name}`,
      ),
    );
  rows.forEach((row, at) => {
    const own = named.map((values) => values[at] ?? null);
    for (const name of own) if (name !== null) row.push(features.of(name));
    for (const name of pairsOf(own.slice(0, MOST_PAIRED))) row.push(features.of(name));
  });
  return {
    ...frequent(rows, features.names),
    second: Uint8Array.from(rows.keys(), (row) => (row < size ? 0 : 1)),
    folds: Uint8Array.from(rows, (row) => hashOf(row) & 3),
    places: pairs
      .filter(({ kind }) => kind === 'names' || kind === 'origin' || kind === 'label')
      .map(({ column, values }) => ({ column, values })),
  };
}

function* pairsOf(values: readonly (string | null)[]): Generator<string, void> {
  for (const [at, one] of values.entries())
    for (const other of values.slice(at + 1))
      if (one !== null && other !== null) yield `${one} with ${other}`;
}

class FeatureNames {
  readonly #numbers = new Map<string, number>();
  readonly names: string[] = [];

  of(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

/** Row `row` of `size` that lie evenly in a sample: both samples are cut to one size. */
function spread(row: number, size: number, { positions }: ContentSample): number {
  return Math.floor((row * positions.length) / size);
}

function wordsOf(sample: ContentSample, row: number, features: FeatureNames): number[] {
  const words = sample.words.subarray(sample.starts[row], sample.starts[row + 1]);
  return Array.from(words, (word) => features.of(`“${sample.texts[word] as string}”`));
}

function isSame(one: SampledColumn, other: SampledColumn): boolean {
  return one.column === other.column && one.kind === other.kind;
}

function quoted(value: string | null): string | null {
  return value === null ? null : `“${value}”`;
}

/** Numbers by the tenth of both samples that they fall into. */
function rangesOf(values: readonly (string | null)[]): (string | null)[] {
  const sorted = values
    .flatMap((value) => (value === null || !Number.isFinite(Number(value)) ? [] : [Number(value)]))
    .sort((a, b) => a - b);
  const edges = Array.from(
    { length: PARTS - 1 },
    (_, part) => sorted[Math.floor(((part + 1) * sorted.length) / PARTS)] ?? 0,
  );
  return values.map((value) => {
    if (value === null) return null;
    const edge = edges.find((one) => Number(value) <= one);
    return edge === undefined ? `above ${edges.at(-1) ?? 0}` : `up to ${edge}`;
  });
}

/** Only the features in enough rows, numbered anew. */
function frequent(
  rows: readonly number[][],
  names: readonly string[],
): Pick<JoinedSamples, 'rows' | 'features' | 'names'> {
  const counts = new Uint32Array(names.length);
  for (const row of rows) for (const feature of row) counts[feature] = (counts[feature] ?? 0) + 1;
  const kept = [...names.keys()].filter((feature) => (counts[feature] ?? 0) >= LEAST_ROWS);
  const numbers = new Map(kept.map((feature, at) => [feature, at]));
  return {
    rows: rows.map((row) => Uint32Array.from(row.flatMap((feature) => numbers.get(feature) ?? []))),
    features: kept.length,
    names: kept.map((feature) => names[feature] as string),
  };
}

/** FNV-1a over the features of a row. */
function hashOf(row: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const feature of row) hash = Math.imul(hash ^ feature, 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
