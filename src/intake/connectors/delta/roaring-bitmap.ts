import { CredenceError } from '../../../core/error.ts';

const PORTABLE = 1_681_511_377;
const NATIVE = 1_681_511_376;
const NO_RUNS = 12_346;
const RUNS = 12_347;
const ARRAY_LIMIT = 4096;
/** With fewer containers, a bitmap with runs carries no offsets. */
const NO_OFFSET_THRESHOLD = 4;

/** A table that hides more rows of one file was meant to be rewritten. */
const MOST_ROWS = 100_000_000;

/**
 * Row numbers of a deletion vector: a 64-bit Roaring bitmap (Delta Transaction Log Protocol, "Deletion
 * Vector Format"; Roaring format specification).
 *
 * @param most how many rows the log says it hides; more are refused before they take memory
 * @returns rows from 0, ascending.
 * @throws CredenceError `DATA_MALFORMED`; `LIMIT_EXCEEDED` for rows beyond 2³² or too many.
 */
export function deletedRowsOf(bytes: Uint8Array, most: number): Uint32Array {
  if (most > MOST_ROWS)
    throw new CredenceError('LIMIT_EXCEEDED', `A deletion vector hides ${most} rows.`, {
      hint: 'Rewrite the table’s files without the deleted rows.',
    });
  const input = new Input(bytes);
  const magic = input.u32();
  if (magic !== PORTABLE && magic !== NATIVE) throw malformed('it does not begin as one');
  const count = magic === PORTABLE ? Number(input.u64()) : input.u32();
  const rows = new AscendingRows(most);
  for (let bitmap = 0; bitmap < count; bitmap += 1) {
    if (magic === NATIVE) input.u32();
    else if (input.u32() !== 0)
      throw new CredenceError(
        'LIMIT_EXCEEDED',
        'A deletion vector names rows beyond 4,294,967,295.',
        {
          hint: 'Write the table with smaller files.',
        },
      );
    readBitmap(input, rows);
  }
  return rows.finish();
}

function readBitmap(input: Input, rows: AscendingRows): void {
  const cookie = input.u32();
  const withRuns = (cookie & 0xffff) === RUNS;
  if (!withRuns && cookie !== NO_RUNS) throw malformed('a part of it does not begin as one');
  const containers = withRuns ? (cookie >>> 16) + 1 : input.u32();
  if (containers > 65_536) throw malformed('it has too many parts');
  const runFlags = withRuns ? input.take(Math.ceil(containers / 8)) : new Uint8Array(0);
  const heads = Array.from({ length: containers }, () => ({
    key: input.u16(),
    cardinality: input.u16() + 1,
  }));
  if (!withRuns || containers >= NO_OFFSET_THRESHOLD) input.take(4 * containers);
  for (const [index, { key, cardinality }] of heads.entries()) {
    const base = key * 65_536;
    const isRun = (((runFlags[index >>> 3] ?? 0) >>> (index & 7)) & 1) === 1;
    if (isRun) readRuns(input, base, rows);
    else if (cardinality > ARRAY_LIMIT) readBits(input, base, rows);
    else for (let at = 0; at < cardinality; at += 1) rows.add(base + input.u16());
  }
}

function readRuns(input: Input, base: number, rows: AscendingRows): void {
  const runs = input.u16();
  for (let run = 0; run < runs; run += 1) {
    const start = base + input.u16();
    const more = input.u16();
    for (let row = start; row <= start + more; row += 1) rows.add(row);
  }
}

function readBits(input: Input, base: number, rows: AscendingRows): void {
  for (const [index, byte] of input.take(8192).entries())
    for (let bit = 0; bit < 8; bit += 1) if ((byte >>> bit) & 1) rows.add(base + index * 8 + bit);
}

/** Takes no more than was announced, and nothing out of order. */
class AscendingRows {
  readonly #rows: Uint32Array;
  #count = 0;
  #last = -1;

  constructor(most: number) {
    this.#rows = new Uint32Array(most);
  }

  add(row: number): void {
    if (row <= this.#last || row >= 2 ** 32) throw malformed('its rows are not in order');
    if (this.#count === this.#rows.length) throw malformed('it hides more rows than the log says');
    this.#rows[this.#count] = row;
    this.#count += 1;
    this.#last = row;
  }

  finish(): Uint32Array {
    return this.#rows.subarray(0, this.#count);
  }
}

class Input {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#advance(8), true);
  }

  take(length: number): Uint8Array {
    const at = this.#advance(length);
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + at, length);
  }

  #advance(length: number): number {
    const at = this.#at;
    if (at + length > this.#view.byteLength) throw malformed('it is cut off');
    this.#at += length;
    return at;
  }
}

function malformed(why: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', `A deletion vector cannot be read: ${why}.`, {
    hint: 'Without it nobody knows which rows are there: restore it, or choose an earlier version.',
  });
}
