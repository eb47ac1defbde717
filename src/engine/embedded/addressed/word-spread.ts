import type { ClauseWord } from '../../../core/clauses/clause-words.ts';
import type { Clause } from '../../../core/clauses/clauses.ts';

const BITS = 20;
const STEM = 5;

/**
 * In how many different clauses of a dataset each word occurs, counted by hash. A clause that many
 * records repeat counts once: neither a footer nor a repeated injection makes its words common.
 */
export class WordSpread {
  readonly #counts: Uint32Array = new Uint32Array(1 << BITS);
  readonly #lastClause: Uint32Array = new Uint32Array(1 << BITS);
  /** One bit for each hash of a clause that was counted. */
  readonly #seen: Uint8Array = new Uint8Array(1 << 21);
  #clauses = 0;

  add(words: readonly ClauseWord[], { first, last }: Clause): void {
    let hash = 0x811c9dc5;
    for (let at = first; at < last; at += 1) hash = mixed(hash, (words[at] as ClauseWord).text);
    const bit = spreadBits(hash) >>> 8;
    const byte = this.#seen[bit >>> 3] as number;
    if ((byte & (1 << (bit & 7))) !== 0) return;
    this.#seen[bit >>> 3] = byte | (1 << (bit & 7));
    this.#clauses += 1;
    for (let at = first; at < last; at += 1) {
      const { kind, text } = words[at] as ClauseWord;
      if (kind === 'word') this.#count(slotOf(stemOf(text)));
    }
  }

  /** 1 for a stem of one clause alone, towards 0 for one of every clause. */
  rarity(stem: string): number {
    const count = Math.max(1, this.#counts[slotOf(stem)] as number);
    return Math.log((this.#clauses + 1) / count) / Math.log(this.#clauses + 1);
  }

  #count(slot: number): void {
    if (this.#lastClause[slot] === this.#clauses) return;
    this.#lastClause[slot] = this.#clauses;
    this.#counts[slot] = (this.#counts[slot] as number) + 1;
  }
}

/** The beginning of a word, by which its forms are taken as one. */
export function stemOf(word: string): string {
  return word.length > STEM ? word.slice(0, STEM) : word;
}

function slotOf(stem: string): number {
  return spreadBits(mixed(0x811c9dc5, stem)) >>> (32 - BITS);
}

/** FNV-1a over UTF-16 units. */
function mixed(hash: number, text: string): number {
  let mix = Math.imul(hash ^ 0x20, 0x01000193);
  for (let at = 0; at < text.length; at += 1)
    mix = Math.imul(mix ^ text.charCodeAt(at), 0x01000193);
  return mix;
}

/** The last step of MurmurHash3: every bit of the input moves every bit of the result. */
function spreadBits(hash: number): number {
  let mix = hash ^ (hash >>> 16);
  mix = Math.imul(mix, 0x85ebca6b);
  mix ^= mix >>> 13;
  mix = Math.imul(mix, 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
}
