import type { PreferenceFacts, PreferenceLean } from '../../operations/answers.ts';
import { firstWords } from '../behaviours/answer-words.ts';
import { type StoredTexts, textBytes } from '../columns/text-column.ts';
import { FOLDS } from '../store.ts';
import { type PreferenceRows, preferenceChances } from './preference-model.ts';
import { traitsOf } from './preference-traits.ts';

export interface PreferenceInput {
  readonly prompts: StoredTexts;
  readonly responses: StoredTexts;
  readonly rejected: StoredTexts;
  readonly records: number;
}

const WIDTH = 1 << 18;
const MOST_WORDS = 600;
/** Below this chance, a pair runs against the others. */
const CONTRARY = 0.25;
const LEAST_PAIRS = 5;
const MOST_LEANS = 500;

/** Holds both sides of all pairs against each other: words, traits, and whether the pair agrees with the rest. */
export function comparePreferences(input: PreferenceInput): PreferenceFacts {
  const words = new Map<string, [chosen: number, rejected: number]>();
  const traits = new Map<string, [chosen: number, rejected: number]>();
  const rows = new RowsBuilder(input.records);
  let told = 0;
  for (let record = 0; record < input.records; record += 1) {
    const [chosen, rejected] = [textOf(input.responses, record), textOf(input.rejected, record)];
    if (chosen !== rejected) told += 1;
    const [own, other] = [distinctWords(chosen), distinctWords(rejected)];
    for (const [trait, sign] of traitsOf(chosen, rejected)) {
      count(traits, trait, sign);
      rows.add(`\u0000${trait}`, sign);
    }
    for (const word of own) if (!other.has(word)) add(word, 1);
    for (const word of other) if (!own.has(word)) add(word, -1);
    rows.close(textOf(input.prompts, record));
  }
  function add(word: string, sign: 1 | -1): void {
    count(words, word, sign);
    rows.add(word, sign);
  }
  const chances = preferenceChances(rows.finish());
  const contrary = Uint32Array.from(chances.keys()).filter(
    (record) => (chances[record] as number) < CONTRARY,
  );
  return {
    pairs: input.records,
    agreement: chances.reduce((sum, chance) => sum + Number(chance > 0.5), 0) / Math.max(1, told),
    words: leansOf(words),
    triedWords: [...words.values()].filter(([one, two]) => one + two >= LEAST_PAIRS).length,
    traits: leansOf(traits),
    contrary,
    contraryChances: Float32Array.from(contrary, (record) => chances[record] as number),
  };
}

function count(into: Map<string, [number, number]>, name: string, sign: 1 | -1): void {
  const counts = into.get(name);
  if (counts === undefined) into.set(name, sign > 0 ? [1, 0] : [0, 1]);
  else counts[sign > 0 ? 0 : 1] += 1;
}

/** The strongest leans, measured in standard errors of a fair coin. */
function leansOf(counts: ReadonlyMap<string, readonly [number, number]>): PreferenceLean[] {
  return [...counts]
    .map(([name, [chosen, rejected]]) => ({ name, chosen, rejected }))
    .filter(({ chosen, rejected }) => chosen + rejected >= LEAST_PAIRS)
    .sort((one, other) => deviations(other) - deviations(one) || (one.name < other.name ? -1 : 1))
    .slice(0, MOST_LEANS);
}

function deviations({ chosen, rejected }: PreferenceLean): number {
  return Math.abs(chosen - rejected) / Math.sqrt(chosen + rejected);
}

function distinctWords(text: string): Set<string> {
  return new Set(firstWords(text, MOST_WORDS));
}

function textOf(texts: StoredTexts, record: number): string {
  return Buffer.from(textBytes(texts, record)).toString('utf8');
}

class RowsBuilder {
  readonly #starts: Uint32Array;
  readonly #folds: Uint8Array;
  #features = new Uint32Array(1 << 14);
  #signs = new Int8Array(1 << 14);
  #used = 0;
  #rows = 0;

  constructor(pairs: number) {
    this.#starts = new Uint32Array(pairs + 1);
    this.#folds = new Uint8Array(pairs);
  }

  add(name: string, sign: 1 | -1): void {
    if (this.#used === this.#features.length) {
      const [features, signs] = [this.#features, this.#signs];
      this.#features = new Uint32Array(2 * this.#used);
      this.#features.set(features);
      this.#signs = new Int8Array(2 * this.#used);
      this.#signs.set(signs);
    }
    this.#features[this.#used] = hashOf(name) % WIDTH;
    this.#signs[this.#used] = sign;
    this.#used += 1;
  }

  /** Pairs of one prompt share a fold. */
  close(prompt: string): void {
    this.#folds[this.#rows] = hashOf(prompt) % FOLDS;
    this.#rows += 1;
    this.#starts[this.#rows] = this.#used;
  }

  finish(): PreferenceRows {
    return {
      starts: this.#starts,
      features: this.#features.subarray(0, this.#used),
      signs: this.#signs.subarray(0, this.#used),
      folds: this.#folds,
      width: WIDTH,
    };
  }
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
