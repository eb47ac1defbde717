import type { OutputWindow } from '../stream/output-window.ts';
import { BackwardBits } from './backward-bits.ts';
import { FseState, type FseTable, readFseTable, singleSymbolTable } from './fse-table.ts';
import type { HuffmanCodes } from './huffman-codes.ts';
import { readLiterals } from './literals.ts';
import { type CodeKind, LITERAL_LENGTHS, MATCH_LENGTHS, OFFSETS } from './sequence-codes.ts';
import { malformed } from './zstd-error.ts';

const PREDEFINED = 0;
const SINGLE = 1;
const DESCRIBED = 2;

/** In the order in which a block describes them. */
const KINDS: readonly CodeKind[] = [LITERAL_LENGTHS, OFFSETS, MATCH_LENGTHS];

/**
 * Unpacks the packed blocks of one frame (RFC 8878 §3.1.1.3): what one block says of codes and
 * distances holds for those that follow.
 */
export class ZstdBlocks {
  readonly #output: OutputWindow;
  readonly #tables: (FseTable | undefined)[] = [undefined, undefined, undefined];
  #codes: HuffmanCodes | undefined;
  /** The last three distances, latest first. */
  #repeats: [number, number, number] = [1, 4, 8];

  constructor(output: OutputWindow) {
    this.#output = output;
  }

  /** @throws CredenceError `DATA_MALFORMED` */
  unpack(block: Uint8Array): void {
    const literals = readLiterals(block, this.#codes);
    this.#codes = literals.codes;
    const section = block.subarray(literals.length);
    const { count, length } = sequenceCount(section);
    if (count === 0) {
      if (length !== section.length) throw malformed('hides bytes in a block');
      this.#output.append(literals.bytes);
      return;
    }
    const start = this.#readTables(section, length);
    this.#execute(count, new BackwardBits(section.subarray(start)), literals.bytes);
  }

  /** @returns where the tables end */
  #readTables(section: Uint8Array, at: number): number {
    const modes = section[at];
    if (modes === undefined || (modes & 3) !== 0) throw malformed('has no valid table modes');
    let next = at + 1;
    for (const [index, kind] of KINDS.entries()) {
      const mode = (modes >> (6 - 2 * index)) & 3;
      if (mode === PREDEFINED) this.#tables[index] = kind.predefined;
      else if (mode === SINGLE) {
        const symbol = section[next++];
        if (symbol === undefined || symbol > kind.highestSymbol) {
          throw malformed('has a symbol that means nothing');
        }
        this.#tables[index] = singleSymbolTable(symbol);
      } else if (mode === DESCRIBED) {
        const limits = { accuracy: kind.mostAccuracy, symbol: kind.highestSymbol };
        const { table, length } = readFseTable(section.subarray(next), limits);
        this.#tables[index] = table;
        next += length;
      }
    }
    return next;
  }

  #execute(count: number, bits: BackwardBits, literals: Uint8Array): void {
    const [literalTable, offsetTable, matchTable] = this.#tables;
    if (literalTable === undefined || offsetTable === undefined || matchTable === undefined) {
      throw malformed('uses a table that was never given');
    }
    const literalState = new FseState(literalTable, bits);
    const offsetState = new FseState(offsetTable, bits);
    const matchState = new FseState(matchTable, bits);
    let at = 0;
    for (let left = count; left > 0; left--) {
      const offset = extended(OFFSETS, offsetState.symbol, bits);
      const matchLength = extended(MATCH_LENGTHS, matchState.symbol, bits);
      const literalLength = extended(LITERAL_LENGTHS, literalState.symbol, bits);
      if (at + literalLength > literals.length) throw malformed('uses more literals than it has');
      this.#output.append(literals.subarray(at, at + literalLength));
      at += literalLength;
      this.#output.copy(this.#distance(offset, literalLength === 0), matchLength);
      if (left === 1) break;
      literalState.advance();
      matchState.advance();
      offsetState.advance();
    }
    if (bits.left !== 0) throw malformed('has sequences of another length than announced');
    this.#output.append(literals.subarray(at));
  }

  /** The lowest values stand for recent distances (RFC 8878 §3.1.1.5). */
  #distance(value: number, shifted: boolean): number {
    const [first, second, third] = this.#repeats;
    if (value > 3) {
      this.#repeats = [value - 3, first, second];
      return value - 3;
    }
    const place = value - 1 + (shifted ? 1 : 0);
    switch (place) {
      case 0:
        return first;
      case 1:
        this.#repeats = [second, first, third];
        return second;
      case 2:
        this.#repeats = [third, first, second];
        return third;
      default:
        this.#repeats = [first - 1, first, second];
        return first - 1;
    }
  }
}

function sequenceCount(section: Uint8Array): { readonly count: number; readonly length: number } {
  const [a, b, c] = section;
  if (a === undefined) throw malformed('has a block without sequences');
  if (a < 128) return { count: a, length: 1 };
  if (b === undefined) throw malformed('breaks off before its sequences');
  if (a < 255) return { count: (a - 128) * 256 + b, length: 2 };
  if (c === undefined) throw malformed('breaks off before its sequences');
  return { count: b + c * 256 + 0x7f00, length: 3 };
}

function extended(kind: CodeKind, symbol: number, bits: BackwardBits): number {
  return (kind.bases[symbol] as number) + bits.take(kind.bits[symbol] as number);
}
