import type { LabelColumn } from '../store.ts';

/** What is left when nothing speaks for a behaviour. */
export const ORDINARY = 'ordinary';

/** How the names of behaviours begin that are a way to begin. */
export const BEGINS = 'begins ';

/** Whether a behaviour is a manner, which goes with subjects: queries begin with `SELECT`. */
export function isManner(behaviour: string): boolean {
  return behaviour.startsWith(BEGINS);
}

/** More behaviours than this are ways of speaking; the most frequent are kept. */
const MOST_BEHAVIOURS = 200;

/** One behaviour a record, while they are being found; the first that is assigned stays. */
export class BehaviourColumn {
  /** Fewer records do not make a behaviour. */
  readonly least: number;
  readonly #names: (string | undefined)[];

  constructor(records: number, least: number) {
    this.least = least;
    this.#names = new Array(records);
  }

  has(record: number): boolean {
    return this.#names[record] !== undefined;
  }

  assign(record: number, behaviour: string): void {
    this.#names[record] ??= behaviour;
  }

  /** As labels: `ordinary` first, then by falling frequency; behaviours in too few records are ordinary. */
  finish(): LabelColumn {
    const counts = new Map<string, number>();
    for (const name of this.#names)
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    const kept = [...counts]
      .filter(([, count]) => count >= this.least)
      .sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))
      .slice(0, MOST_BEHAVIOURS)
      .map(([name]) => name);
    const texts = [ORDINARY, ...kept];
    const idOf = new Map(texts.map((name, id) => [name, id]));
    const records = this.#names.length;
    const ids = new Uint32Array(new SharedArrayBuffer(4 * records));
    const ends = new Uint32Array(new SharedArrayBuffer(4 * records));
    const totals = new Uint32Array(new SharedArrayBuffer(4 * texts.length));
    for (let record = 0; record < records; record += 1) {
      const id = idOf.get(this.#names[record] ?? ORDINARY) ?? 0;
      ids[record] = id;
      ends[record] = record + 1;
      totals[id] = (totals[id] as number) + 1;
    }
    return { ids, ends, texts, counts: totals, tooMany: false };
  }
}
