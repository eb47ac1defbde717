import {
  BREADTHS,
  type ClauseTraits,
  FORMS,
  JOINTS,
  LEVELS,
  MOST_FUNCTION_WORDS,
  NOVELTIES,
  SETTINGS,
} from './clause-traits.ts';

/** How unusual a clause is among the clauses in a like setting, in powers of ten, trait by trait. */
export interface Surprise {
  readonly address: number;
  readonly prose: number;
  readonly form: number;
  readonly topic: number;
  readonly seams: number;
}

/** Counts of every trait over a dataset, by setting. What is usual is learnt from the data alone. */
export class TraitTables {
  readonly #levels: CountTable = new CountTable(SETTINGS, LEVELS);
  readonly #seams: CountTable = new CountTable(SETTINGS, JOINTS);
  /** The rest is counted over clauses that are hardly addressed to anyone. */
  readonly #prose: CountTable = new CountTable(SETTINGS, MOST_FUNCTION_WORDS + 1);
  readonly #forms: CountTable = new CountTable(SETTINGS, FORMS);
  readonly #novelty: CountTable = new CountTable(SETTINGS * BREADTHS, NOVELTIES);

  add(traits: ClauseTraits): void {
    const { level, setting, prose, form, breadth, novelty, joint, inner, worded } = traits;
    const plain = level < 2 && !inner;
    if (plain) this.#prose.add(setting, prose);
    if (!worded) return;
    if (!inner || level > 1) this.#levels.add(setting, level);
    this.#seams.add(setting, joint);
    if (!plain) return;
    this.#forms.add(setting, form);
    this.#novelty.add(setting * BREADTHS + breadth, novelty);
  }

  surprise({ level, setting, prose, form, breadth, novelty, joint }: ClauseTraits): Surprise {
    return {
      address: this.#levels.tail(setting, level),
      prose: this.#prose.tail(setting, prose),
      form: this.#forms.share(setting, form),
      topic: this.#novelty.tail(setting * BREADTHS + breadth, novelty),
      seams: joint === 0 ? 0 : this.#seams.tail(setting, joint),
    };
  }
}

/** Half a clause more is taken as seen than was: what never occurred is not impossible. */
const UNSEEN = 0.5;

class CountTable {
  readonly #counts: Float64Array;
  readonly #columns: number;

  constructor(rows: number, columns: number) {
    this.#counts = new Float64Array(rows * columns);
    this.#columns = columns;
  }

  add(row: number, column: number): void {
    const at = row * this.#columns + column;
    this.#counts[at] = (this.#counts[at] as number) + 1;
  }

  /** −log10 of the share of a row at or beyond a column. */
  tail(row: number, column: number): number {
    return this.#surprise(row, (at) => at >= column);
  }

  /** −log10 of the share of a row in a column. */
  share(row: number, column: number): number {
    return this.#surprise(row, (at) => at === column);
  }

  #surprise(row: number, counts: (column: number) => boolean): number {
    let [all, found] = [0, 0];
    for (let at = 0; at < this.#columns; at += 1) {
      const count = this.#counts[row * this.#columns + at] as number;
      all += count;
      if (counts(at)) found += count;
    }
    return -Math.log10((found + UNSEEN) / (all + 1));
  }
}
