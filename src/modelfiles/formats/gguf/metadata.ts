import { visibleText } from '../../../core/visible-text.ts';
import type { Budget } from '../../limits.ts';
import type { ByteView } from '../byte-view.ts';
import { malformed } from './gguf-error.ts';

/** A text among the metadata. */
export interface MetadataText {
  readonly key: string;
  readonly text: string;
  /** Of its first byte in the file. */
  readonly offset: number;
}

export interface Metadata {
  /** Single texts, and those in lists, but for the vocabulary. */
  readonly texts: readonly MetadataText[];
  /** Of tensors, in bytes. */
  readonly alignment: number;
  /** Offset behind the last entry. */
  readonly end: number;
}

/** Bytes of a value, by its type's number; texts and lists have their own lengths. */
const FIXED_BYTES: ReadonlyMap<number, number> = new Map([
  ...([0, 1, 7] as const).map((type) => [type, 1] as const),
  ...([2, 3] as const).map((type) => [type, 2] as const),
  ...([4, 5, 6] as const).map((type) => [type, 4] as const),
  ...([10, 11, 12] as const).map((type) => [type, 8] as const),
]);
const UINT32 = 4;
const BOOLEAN = 7;
const TEXT = 8;
const LIST = 9;

const ALIGNMENT_KEY = 'general.alignment';
const DEFAULT_ALIGNMENT = 32;
const LARGEST_ALIGNMENT = 2 ** 16;
const LONGEST_KEY = 65_535;
const LONGEST_TEXT = 16 * 2 ** 20;
/** Lists of a million tokens are looked through, but not for what a single token may spell. */
const VOCABULARY = 'tokenizer.ggml.';
const BETWEEN_LOOKS_AT_THE_CLOCK = 4_096;

/**
 * Reads the entries of the metadata (GGUF specification, version 2 and 3).
 *
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `LIMIT_EXCEEDED`
 */
export function readMetadata(
  view: ByteView,
  { start, count }: { readonly start: number; readonly count: number },
  budget: Budget,
): Metadata {
  const reader = new MetadataReader(view, budget, start);
  for (let left = count; left > 0; left--) reader.readEntry();
  return { texts: reader.texts, alignment: reader.alignment, end: reader.at };
}

class MetadataReader {
  readonly texts: MetadataText[] = [];
  alignment = DEFAULT_ALIGNMENT;
  at: number;
  readonly #view: ByteView;
  readonly #budget: Budget;
  readonly #keys = new Set<string>();

  constructor(view: ByteView, budget: Budget, start: number) {
    this.#view = view;
    this.#budget = budget;
    this.at = start;
  }

  readEntry(): void {
    const start = this.at;
    const key = this.#key();
    if (this.#keys.has(key)) throw malformed(`gives "${visibleText(key)}" twice`, start);
    this.#keys.add(key);
    this.#budget.spendTime();
    const type = this.#uint32();
    if (key === ALIGNMENT_KEY) this.#readAlignment(type, start);
    if (type === LIST) this.#list(key);
    else if (type === TEXT) this.#text(key);
    else this.#fixed(type, 1);
  }

  #key(): string {
    const start = this.at;
    const length = this.#length(LONGEST_KEY);
    const key = this.#view.latin1(this.at, length);
    if (!/^[!-~]+$/.test(key)) throw malformed('has a key that is no plain word', start);
    this.at += length;
    return key;
  }

  #readAlignment(type: number, start: number): void {
    this.alignment = type === UINT32 ? this.#view.u32(this.at) : 0;
    const round = 2 ** Math.floor(Math.log2(this.alignment));
    if (this.alignment < 8 || this.alignment !== round || this.alignment > LARGEST_ALIGNMENT) {
      throw malformed('aligns its tensors in no known way', start);
    }
  }

  #text(key: string): void {
    const length = this.#length(LONGEST_TEXT);
    const text = Buffer.from(this.#view.bytes(this.at, length)).toString('utf8');
    this.texts.push({ key, text, offset: this.at });
    this.at += length;
  }

  #skipText(): void {
    const length = this.#length(LONGEST_TEXT);
    this.at += length;
  }

  #list(key: string): void {
    const type = this.#uint32();
    const count = this.#view.u64(this.at);
    this.at += 8;
    if (type !== TEXT) {
      this.#fixed(type, count);
      return;
    }
    for (let index = 0; index < count; index++) {
      if (index % BETWEEN_LOOKS_AT_THE_CLOCK === 0) this.#budget.spendTime();
      if (!key.startsWith(VOCABULARY)) this.#text(key);
      else this.#skipText();
    }
  }

  #fixed(type: number, count: number): void {
    const width = FIXED_BYTES.get(type);
    if (width === undefined) throw malformed('has a value of no known type', this.at);
    const length = width * count;
    if (this.at + length > this.#view.length) throw malformed('breaks off within a value', this.at);
    if (type === BOOLEAN) this.#requireBooleans(count);
    this.at += length;
  }

  #requireBooleans(count: number): void {
    for (let index = 0; index < count; index++) {
      if (index % BETWEEN_LOOKS_AT_THE_CLOCK === 0) this.#budget.spendTime();
      if (this.#view.u8(this.at + index) > 1) {
        throw malformed('has a boolean that is neither true nor false', this.at + index);
      }
    }
  }

  /** A length that the file has room for. */
  #length(most: number): number {
    const length = this.#view.u64(this.at);
    this.at += 8;
    if (length > most || this.at + length > this.#view.length) {
      throw malformed('has a text that is longer than it can be', this.at - 8);
    }
    return length;
  }

  #uint32(): number {
    this.at += 4;
    return this.#view.u32(this.at - 4);
  }
}
