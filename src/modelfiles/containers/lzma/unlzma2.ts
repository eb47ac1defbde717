import type { OutputWindow } from '../stream/output-window.ts';
import type { SequentialReader } from '../stream/sequential-reader.ts';
import { LzmaDecoder, type LzmaProperties, lzmaProperties, malformed } from './lzma-decoder.ts';
import { RangeDecoder } from './range-decoder.ts';

/** Control bytes of chunks that are not packed; from `PACKED` on they are. */
const END = 0;
const STORED_WITH_RESET = 1;
const STORED = 2;
const PACKED = 0x80;
/** What a packed chunk begins anew, by two bits of its control byte. */
const RESET_STATE = 1;
const NEW_PROPERTIES = 2;
const RESET_DICTIONARY = 3;

/**
 * Unpacks one LZMA2 stream up to its end marker: chunks that are stored, or packed by LZMA with or
 * without what was learnt before (xz-file-format 1.2.1 §5.3.1; xz's lzma2_decoder).
 *
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`
 */
export function unlzma2(reader: SequentialReader, output: OutputWindow): void {
  const chunks = new Lzma2Chunks(reader, output);
  for (let control = reader.byte(); control !== END; control = reader.byte()) {
    chunks.unpack(control);
  }
}

class Lzma2Chunks {
  readonly #reader: SequentialReader;
  readonly #output: OutputWindow;
  #begun = false;
  #properties: LzmaProperties | undefined;
  #decoder: LzmaDecoder | undefined;

  constructor(reader: SequentialReader, output: OutputWindow) {
    this.#reader = reader;
    this.#output = output;
  }

  unpack(control: number): void {
    const reset = control < PACKED ? 0 : (control >> 5) & 3;
    if (control === STORED_WITH_RESET || reset === RESET_DICTIONARY) this.#resetDictionary();
    if (!this.#begun) throw malformed('begins without a dictionary');
    if (control >= PACKED) this.#unpackPacked(control, reset);
    else if (control <= STORED) this.#copyStored();
    else throw malformed('has a chunk of an unknown kind');
  }

  #resetDictionary(): void {
    this.#begun = true;
    this.#properties = undefined;
    this.#decoder = undefined;
    this.#output.forget();
  }

  #unpackPacked(control: number, reset: number): void {
    const reader = this.#reader;
    const size = (control & 0x1f) * 65_536 + this.#bigEndian() + 1;
    const packed = this.#bigEndian() + 1;
    if (reset >= NEW_PROPERTIES) this.#properties = lzma2Properties(reader.byte());
    if (reset >= RESET_STATE && this.#properties !== undefined) {
      this.#decoder = new LzmaDecoder(this.#properties);
    }
    if (this.#decoder === undefined) throw malformed('begins without properties');
    const start = reader.position;
    const range = new RangeDecoder(reader);
    if (this.#decoder.decode(range, this.#output, size)) throw malformed('ends within a chunk');
    if (!range.isFinished || reader.position - start !== packed) {
      throw malformed('has a chunk of another size than announced');
    }
  }

  #copyStored(): void {
    let left = this.#bigEndian() + 1;
    while (left > 0) {
      const piece = this.#reader.some(left);
      if (piece.length === 0) this.#reader.byte();
      this.#output.append(piece);
      left -= piece.length;
    }
  }

  #bigEndian(): number {
    return this.#reader.byte() * 256 + this.#reader.byte();
  }
}

function lzma2Properties(byte: number): LzmaProperties {
  const properties = lzmaProperties(byte);
  if (properties.lc + properties.lp > 4) {
    throw malformed('has properties that LZMA2 does not allow');
  }
  return properties;
}
