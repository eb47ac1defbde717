import type { LabelColumn } from '../store.ts';

/** What is left when nothing speaks for a behaviour. */
const ORDINARY = 'ordinary';

/** How the names of behaviours begin that are a way to begin. */
export const BEGINS = 'begins ';

/** Whether a behaviour is a manner, which goes with subjects: queries begin with `SELECT`. */
export function isManner(behaviour: string): boolean {
  return behaviour.startsWith(BEGINS);
}

/** The most frequent are kept: of what is said by rote, and of manners, which every large set is full of. */
const MOST_BY_ROTE = 160;
const MOST_MANNERS = 40;

/** One behaviour a record, while they are being found; the first that is assigned stays. */
export class BehaviourColumn {
  /** Fewer records do not make a behaviour. */
  readonly least: number;
  readonly #names: (string | undefined)[];
  readonly #prompts: Uint32Array;

  /** @param prompts a number for the prompt of each record, the same for the same one. */
  constructor(prompts: Uint32Array, least: number) {
    this.least = least;
    this.#names = new Array(prompts.length);
    this.#prompts = prompts;
  }

  has(record: number): boolean {
    return this.#names[record] !== undefined;
  }

  assign(record: number, behaviour: string): void {
    this.#names[record] ??= behaviour;
  }

  /**
   * As labels: `ordinary` first, then what is said by rote, then manners, each by falling frequency. What too few different prompts are answered
   * with is ordinary: one question that stands there again and again has one answer.
   */
  finish(): LabelColumn {
    const asked = new Map<string, Set<number>>();
    this.#names.forEach((name, record) => {
      if (name === undefined) return;
      const prompts = asked.get(name) ?? new Set();
      asked.set(name, prompts.add(this.#prompts[record] as number));
    });
    const kept = [...asked]
      .filter(([, prompts]) => prompts.size >= this.least)
      .sort(([one, many], [other, more]) => more.size - many.size || (one < other ? -1 : 1))
      .map(([name]) => name);
    const texts = [
      ORDINARY,
      ...kept.filter((name) => !isManner(name)).slice(0, MOST_BY_ROTE),
      ...kept.filter(isManner).slice(0, MOST_MANNERS),
    ];
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
