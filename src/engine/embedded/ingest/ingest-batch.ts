import { mayHoldHidden } from '../../../core/characters/candidate.ts';
import { findHidden } from '../../../core/characters/hidden.ts';
import { findWeaknesses } from '../../../core/code/find-weaknesses.ts';
import { ByteScan } from '../../../numerics/kernels/byte-scan.ts';
import {
  type Dictionary as TokenDictionary,
  Tokeniser,
} from '../../../numerics/kernels/tokeniser.ts';
import { BandHasher } from '../../../numerics/near-duplicates/band-hasher.ts';
import type { RecordBatch } from '../../../records/batch.ts';
import type { TextColumn } from '../../../records/column.ts';
import { digestBatch } from '../../../records/record-digest.ts';
import { NO_ID } from '../store.ts';
import { Dictionary, valueRange, valueText } from './dictionary.ts';
import { type JoinedText, joinedText } from './joined-text.ts';
import type { IngestPlan } from './plan.ts';
import { recordTexts, type TaughtTexts } from './record-texts.ts';
import { SHAPE_PROPERTIES, textShape } from './text-shape.ts';
import { NO_TIMES, TimeReader, type TimeTally } from './time-reader.ts';

/** One batch, taken in: ids by the dictionaries of the thread that did it. */
export interface IngestedBatch {
  readonly first: number;
  readonly length: number;
  readonly textBytes: Uint8Array;
  readonly textOffsets: Uint32Array;
  readonly tokens: Uint32Array;
  readonly tokenEnds: Uint32Array;
  readonly labels: Uint32Array;
  readonly labelEnds: Uint32Array;
  /** By field of the plan, then by shape property. */
  readonly items: readonly Uint32Array[];
  /** By origin of the plan: ids, or of times the milliseconds since 1970, NaN where there is none. */
  readonly origins: readonly (Uint32Array | Float64Array)[];
  /** By origin of the plan: how its times are written. */
  readonly times: readonly TimeTally[];
  /** Labels that are numbers, NaN where there is none; empty where labels are no numbers. */
  readonly amounts: Float64Array;
  /** SHA-256 of each record, 32 bytes each. */
  readonly digests: Uint8Array;
  /** A fixed number of keys a record, all of a record together. */
  readonly bandKeys: Uint32Array;
  /** What a model is taught to say, where the data are of that kind. */
  readonly taught: IngestedTaught | null;
  readonly hidden: readonly HiddenInRecord[];
  readonly weak: readonly WeakCode[];
  /** Records whose text is mostly in a script written without spaces. */
  readonly spaceless: number;
  /** Records without a value, by column of the schema. */
  readonly missing: readonly number[];
}

/** A record whose program text shows weaknesses. */
export interface WeakCode {
  readonly record: number;
  /** Ids of rules. */
  readonly weaknesses: readonly string[];
}

export interface IngestedTaught {
  readonly response: IngestedText;
  /** Of preference pairs: the other side. */
  readonly rejected: IngestedText | null;
  /** Of the responses, as of texts. */
  readonly bandKeys: Uint32Array;
}

export interface IngestedText {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}

export interface HiddenInRecord {
  readonly record: number;
  readonly family: string;
  readonly codePoints: readonly number[];
}

/** What the dictionaries of a thread hold when all batches are in. */
export interface IngestDictionaries {
  readonly tokens: TokenDictionary;
  readonly tokenFrequency: Uint32Array;
  /** Of each column `null` where it has too many values to be looked at. */
  readonly labels: readonly string[] | null;
  readonly items: readonly (readonly string[] | null)[];
  readonly origins: readonly (readonly string[] | null)[];
}

/** Takes batches in on one thread. Its ids hold within this thread until dictionaries are merged. */
export class Ingester {
  readonly #plan: IngestPlan;
  readonly #tokeniser = new Tokeniser();
  readonly #scan = new ByteScan();
  readonly #bands = new BandHasher();
  readonly #labels = new Dictionary();
  readonly #items: readonly Dictionary[];
  readonly #origins: readonly Dictionary[];
  #frequency = new Uint32Array(1 << 14);

  constructor(plan: IngestPlan) {
    this.#plan = plan;
    this.#items = [...plan.fields, ...SHAPE_PROPERTIES].map(() => new Dictionary());
    this.#origins = plan.origins.map(() => new Dictionary());
  }

  ingest(batch: RecordBatch): IngestedBatch {
    const { text, taught } = recordTexts(batch, this.#plan);
    const { tokens, ends } = this.#tokeniser.tokenise(text.bytes, text.offsets);
    this.#countTokens(tokens);
    const labels = this.#labelIds(batch);
    const origins = this.#originsOf(batch);
    return {
      first: batch.firstPosition,
      length: batch.length,
      textBytes: shared(text.bytes.subarray(0, text.offsets[batch.length])),
      textOffsets: text.offsets,
      tokens: sharedWords(tokens),
      tokenEnds: sharedWords(ends),
      labels: labels.ids,
      labelEnds: labels.ends,
      items: [...this.#fieldIds(batch), ...this.#shapeIds(batch.length, text, ends)],
      origins: origins.map(({ values }) => values),
      times: origins.map(({ times }) => times),
      amounts: amountsOf(batch, this.#plan.amount),
      digests: digestBatch(this.#plan.schema, batch),
      bandKeys: this.#bands.keys(text.bytes, text.offsets),
      taught: taught === null ? null : this.#taughtOf(taught),
      hidden: [text, taught?.response, taught?.rejected].flatMap((looked) =>
        looked === undefined || looked === null ? [] : this.#hiddenIn(looked, batch.length),
      ),
      weak: this.#weakIn(taught?.response ?? (this.#plan.holdsCode ? text : null), batch.length),
      spaceless: spacelessTexts(text.bytes, text.offsets, batch.length),
      missing: batch.columns.map(({ missing }) => missing.reduce((sum, value) => sum + value, 0)),
    };
  }

  #originsOf(batch: RecordBatch): ReadOrigin[] {
    return this.#plan.origins.map(({ column, role }, at): ReadOrigin => {
      if (role === 'time') return timesOf(batch, column);
      const values = idsOf(batch, column, this.#origins[at] as Dictionary);
      return { values, times: NO_TIMES };
    });
  }

  finish(): IngestDictionaries {
    return {
      tokens: this.#tokeniser.exportDictionary(),
      tokenFrequency: this.#frequency.subarray(0, this.#tokeniser.size),
      labels: this.#labels.texts(),
      items: this.#items.map((dictionary) => dictionary.texts()),
      origins: this.#origins.map((dictionary) => dictionary.texts()),
    };
  }

  #countTokens(tokens: Uint32Array): void {
    if (this.#frequency.length < this.#tokeniser.size) {
      const larger = new Uint32Array(this.#tokeniser.size * 2);
      larger.set(this.#frequency);
      this.#frequency = larger;
    }
    for (const token of tokens) this.#frequency[token] = (this.#frequency[token] as number) + 1;
  }

  #labelIds(batch: RecordBatch): { ids: Uint32Array; ends: Uint32Array } {
    const ids: number[] = [];
    const ends = new Uint32Array(batch.length);
    for (let record = 0; record < batch.length; record += 1) {
      const first = ids.length;
      for (const index of this.#plan.labels) {
        const column = batch.columns[index] as TextColumn;
        const { from, to } = valueRange(column, record);
        for (let value = from; value < to; value += 1) {
          const id = this.#labels.idOf(valueText(column, value));
          // A record that states a label twice has it once.
          if (id !== NO_ID && !ids.includes(id, first)) ids.push(id);
        }
      }
      ends[record] = ids.length;
    }
    return { ids: Uint32Array.from(ids), ends };
  }

  #fieldIds(batch: RecordBatch): Uint32Array[] {
    return this.#plan.fields.map(({ column }, at) =>
      idsOf(batch, column, this.#items[at] as Dictionary),
    );
  }

  #shapeIds(
    length: number,
    text: { bytes: Uint8Array; offsets: Uint32Array },
    tokenEnds: Uint32Array,
  ): Uint32Array[] {
    const ids = SHAPE_PROPERTIES.map(() => new Uint32Array(length).fill(NO_ID));
    if (!this.#plan.hasText) return ids;
    const dictionaries = this.#items.slice(this.#plan.fields.length);
    for (let record = 0; record < length; record += 1) {
      const tokens =
        (tokenEnds[record] as number) - (record === 0 ? 0 : (tokenEnds[record - 1] as number));
      const shape = textShape(
        text.bytes.subarray(text.offsets[record], text.offsets[record + 1]),
        tokens,
      );
      SHAPE_PROPERTIES.forEach((property, at) => {
        (ids[at] as Uint32Array)[record] = (dictionaries[at] as Dictionary).idOf(shape[property]);
      });
    }
    return ids;
  }

  #taughtOf({ response, rejected }: TaughtTexts): IngestedTaught {
    return {
      response: storedText(response),
      rejected: rejected === null ? null : storedText(rejected),
      bandKeys: sharedWords(this.#bands.keys(response.bytes, response.offsets)),
    };
  }

  #weakIn(code: JoinedText | null, length: number): WeakCode[] {
    if (code === null) return [];
    const found: WeakCode[] = [];
    for (let record = 0; record < length; record += 1) {
      const weaknesses = findWeaknesses(joinedText(code, record)).map(({ id }) => id);
      if (weaknesses.length > 0) found.push({ record, weaknesses });
    }
    return found;
  }

  #hiddenIn({ bytes, offsets }: JoinedText, length: number): HiddenInRecord[] {
    const flags = this.#scan.scan(bytes, offsets);
    const found: HiddenInRecord[] = [];
    for (let record = 0; record < length; record += 1) {
      if (flags[record] === 0) continue;
      const text = joinedText({ bytes, offsets }, record);
      if (!mayHoldHidden(text)) continue;
      for (const { family, codePoints } of findHidden(text))
        found.push({ record, family, codePoints });
    }
    return found;
  }
}

function idsOf(batch: RecordBatch, index: number, dictionary: Dictionary): Uint32Array {
  const column = batch.columns[index] as TextColumn;
  const ids = new Uint32Array(batch.length).fill(NO_ID);
  for (let record = 0; record < batch.length; record += 1) {
    const { from, to } = valueRange(column, record);
    if (to > from) ids[record] = dictionary.idOf(valueText(column, from));
  }
  return ids;
}

interface ReadOrigin {
  readonly values: Uint32Array | Float64Array;
  readonly times: TimeTally;
}

function timesOf(batch: RecordBatch, index: number): ReadOrigin {
  const reader = new TimeReader();
  const column = batch.columns[index] as TextColumn;
  const times = new Float64Array(batch.length).fill(Number.NaN);
  for (let record = 0; record < batch.length; record += 1) {
    const { from, to } = valueRange(column, record);
    if (to > from) times[record] = reader.read(valueText(column, from));
  }
  return { values: times, times: reader.tally };
}

function amountsOf(batch: RecordBatch, index: number | null): Float64Array {
  if (index === null) return new Float64Array(0);
  const column = batch.columns[index] as TextColumn;
  const amounts = new Float64Array(batch.length).fill(Number.NaN);
  for (let record = 0; record < batch.length; record += 1) {
    const { from, to } = valueRange(column, record);
    // An empty text is 0 to `Number`, and no amount.
    if (to > from && (column.offsets[from + 1] as number) > (column.offsets[from] as number))
      amounts[record] = Number(valueText(column, from));
  }
  return amounts;
}

/** Lead bytes E3–E9 begin kana and Han, E0 B8–BA Thai and Lao: three bytes a character. */
function spacelessTexts(bytes: Uint8Array, offsets: Uint32Array, length: number): number {
  let spaceless = 0;
  for (let record = 0; record < length; record += 1) {
    const end = offsets[record + 1] as number;
    let characters = 0;
    let without = 0;
    for (let at = offsets[record] as number; at < end; at += 1) {
      const byte = bytes[at] as number;
      if ((byte & 0xc0) === 0x80) continue;
      characters += 1;
      if (byte >= 0xe3 && byte <= 0xe9) without += 1;
      else if (byte === 0xe0 && ((bytes[at + 1] as number) & 0xfc) === 0xb8) without += 1;
    }
    if (without * 3 > characters) spaceless += 1;
  }
  return spaceless;
}

function storedText({ bytes, offsets }: JoinedText): IngestedText {
  return { bytes: shared(bytes.subarray(0, offsets.at(-1))), offsets };
}

function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.byteLength));
  copy.set(bytes);
  return copy;
}

function sharedWords(words: Uint32Array): Uint32Array {
  const copy = new Uint32Array(new SharedArrayBuffer(words.byteLength));
  copy.set(words);
  return copy;
}
