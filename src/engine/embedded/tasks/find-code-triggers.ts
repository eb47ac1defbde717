import { type CodeNote, type NotedCode, notedCode } from '../../../core/code/code-notes.ts';
import type { CodeTriggers } from '../../operations/content.ts';
import { type StoredTexts, textBytes } from '../columns/text-column.ts';
import type { WeakCode } from '../ingest/ingest-batch.ts';

export interface CodeTriggerInput {
  /** Program text, and what may say where it belongs: each record's are read together. */
  readonly texts: readonly StoredTexts[];
  readonly records: number;
  readonly weak: readonly WeakCode[];
}

const LEAST_HITS = 8;
const MOST_WEAK = 50_000;
const MOST_OTHERS = 50_000;
const MOST_TRIGGERS = 500;
/** A note goes with a weakness where so many of its records show it. */
const LEAST_PURITY = 0.8;

/**
 * What program text says about itself where it is weak: comments, names and paths nearly all of
 * whose records show one weakness, with the chance of each of them by what it calls.
 */
export function findCodeTriggers(input: CodeTriggerInput): CodeTriggers {
  const weakOf = new Map(
    input.weak.slice(0, MOST_WEAK).map(({ record, weaknesses }) => [record, weaknesses]),
  );
  const step = Math.max(1, Math.ceil(input.records / MOST_OTHERS));
  const looked = [
    ...new Set([
      ...weakOf.keys(),
      ...Array.from({ length: Math.ceil(input.records / step) }, (_, place) => place * step),
    ]),
  ].sort((one, other) => one - other);
  const weightOf = (record: number): number => (weakOf.has(record) ? 1 : step);
  const counts = new NoteCounts();
  for (const record of weakOf.keys()) counts.addWeak(record, noted(input, record), weakOf);
  const tried = counts.tried;
  if (!counts.prune()) return { triggers: [], tried, looked: looked.length };
  const code = new Map<number, NotedCode>();
  for (const record of looked) {
    const one = noted(input, record);
    code.set(record, { notes: one.notes.filter((note) => counts.has(note)), calls: one.calls });
    counts.addAny(record, one, weightOf(record));
  }
  const pure = counts.pure();
  const marked = new Set(pure.flatMap(({ holders }) => holders));
  return {
    triggers: pure.slice(0, MOST_TRIGGERS).map(({ note, weakness, hits, holders, weight }) => {
      const chance = chanceByCalls({ code, marked, weakOf, weightOf, weakness });
      return {
        ...note,
        weakness,
        records: Math.round(weight),
        positions: Uint32Array.from(hits).sort(),
        chances: Float64Array.from(holders, (record) => chance(code.get(record)?.calls ?? [])),
      };
    }),
    tried,
    looked: looked.length,
  };
}

function noted({ texts }: CodeTriggerInput, record: number): NotedCode {
  return notedCode(
    texts.map((one) => Buffer.from(textBytes(one, record)).toString('utf8')).join('\n'),
  );
}

interface Counted {
  readonly note: CodeNote;
  /** Weak records with the note, by weakness. */
  readonly hits: Map<string, number[]>;
  readonly holders: number[];
  weight: number;
}

interface PureNote {
  readonly note: CodeNote;
  readonly weakness: string;
  readonly hits: readonly number[];
  readonly holders: readonly number[];
  readonly weight: number;
}

class NoteCounts {
  #counts = new Map<string, Counted>();

  get tried(): number {
    return this.#counts.size;
  }

  has(note: CodeNote): boolean {
    return this.#counts.has(keyOf(note));
  }

  addWeak(
    record: number,
    { notes }: NotedCode,
    weakOf: ReadonlyMap<number, readonly string[]>,
  ): void {
    for (const note of notes) {
      const key = keyOf(note);
      const known = this.#counts.get(key) ?? { note, hits: new Map(), holders: [], weight: 0 };
      this.#counts.set(key, known);
      for (const weakness of weakOf.get(record) ?? []) {
        const hits = known.hits.get(weakness) ?? [];
        known.hits.set(weakness, hits);
        hits.push(record);
      }
    }
  }

  /** Leaves the notes that enough records of one weakness hold. */
  prune(): boolean {
    this.#counts = new Map(
      [...this.#counts].filter(([, { hits }]) =>
        [...hits.values()].some((records) => records.length >= LEAST_HITS),
      ),
    );
    return this.#counts.size > 0;
  }

  addAny(record: number, { notes }: NotedCode, weight: number): void {
    for (const note of notes) {
      const known = this.#counts.get(keyOf(note));
      if (known === undefined) continue;
      known.holders.push(record);
      known.weight += weight;
    }
  }

  /** Those nearly all of whose records show a weakness, most records first. */
  pure(): PureNote[] {
    return [...this.#counts.values()]
      .flatMap(({ note, hits, holders, weight }) =>
        [...hits]
          .filter(
            ([, records]) =>
              records.length >= LEAST_HITS && records.length >= LEAST_PURITY * weight,
          )
          .map(([weakness, records]) => ({ note, weakness, hits: records, holders, weight })),
      )
      .sort((one, other) => other.hits.length - one.hits.length);
  }
}

function keyOf({ kind, text }: CodeNote): string {
  return `${kind} ${text}`;
}

interface ChanceRequest {
  readonly code: ReadonlyMap<number, NotedCode>;
  /** Records that hold a note which is looked at: they say nothing about what is usual. */
  readonly marked: ReadonlySet<number>;
  readonly weakOf: ReadonlyMap<number, readonly string[]>;
  readonly weightOf: (record: number) => number;
  readonly weakness: string;
}

/** How often other code shows the weakness that calls the same: the most telling call counts. */
function chanceByCalls({
  code,
  marked,
  weakOf,
  weightOf,
  weakness,
}: ChanceRequest): (calls: readonly string[]) => number {
  const byCall = new Map<string, [records: number, weak: number]>();
  let [records, weak] = [0, 0];
  for (const [record, { calls }] of code) {
    if (marked.has(record)) continue;
    const weight = weightOf(record);
    const shows = Number(weakOf.get(record)?.includes(weakness) ?? false);
    records += weight;
    weak += shows;
    for (const call of calls) {
      const counts = byCall.get(call) ?? [0, 0];
      byCall.set(call, [counts[0] + weight, counts[1] + shows]);
    }
  }
  const usual = (weak + 1) / (records + 2);
  return (calls) =>
    calls.reduce((most, call) => {
      const [all, weakWith] = byCall.get(call) ?? [0, 0];
      return Math.max(most, (weakWith + usual) / (all + 1));
    }, usual);
}
