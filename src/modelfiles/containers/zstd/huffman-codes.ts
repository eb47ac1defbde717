import { BackwardBits } from './backward-bits.ts';
import { FseState, readFseTable } from './fse-table.ts';
import { malformed } from './zstd-error.ts';

/** Codes of literals by look-up: by the next `most` bits, the byte and the length of its code. */
export interface HuffmanCodes {
  readonly most: number;
  readonly symbols: Uint8Array;
  readonly lengths: Uint8Array;
}

const LONGEST_CODE = 11;
const WEIGHT_LIMITS = { accuracy: 6, symbol: 255 };
const MOST_WEIGHTS = 255;
/** Header bytes from here on give the number of weights that follow as they are. */
const DIRECT = 128;

/** Reads the description of a code (RFC 8878 §4.2.1). @returns it, and its length in bytes */
export function readHuffmanCodes(bytes: Uint8Array): {
  readonly codes: HuffmanCodes;
  readonly length: number;
} {
  const [header] = bytes;
  if (header === undefined) throw malformed('breaks off before its literals');
  const count = header - DIRECT + 1;
  const packed = header < DIRECT ? header : (count + 1) >> 1;
  const body = bytes.subarray(1, 1 + packed);
  if (body.length < packed) throw malformed('breaks off within its literals');
  const weights = header < DIRECT ? packedWeights(body) : directWeights(body, count);
  return { codes: codesOf(weights), length: 1 + packed };
}

function directWeights(bytes: Uint8Array, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const byte = bytes[index >> 1] as number;
    return index % 2 === 0 ? byte >> 4 : byte & 15;
  });
}

/** Weights from two states that take turns, until there are no more bits. */
function packedWeights(bytes: Uint8Array): number[] {
  const { table, length } = readFseTable(bytes, WEIGHT_LIMITS);
  const bits = new BackwardBits(bytes.subarray(length));
  let [state, other] = [new FseState(table, bits), new FseState(table, bits)];
  const weights: number[] = [];
  for (;;) {
    weights.push(state.symbol);
    state.advance();
    if (bits.left < 0) {
      weights.push(other.symbol);
      return weights;
    }
    if (weights.length >= MOST_WEIGHTS) throw malformed('has more weights than symbols');
    [state, other] = [other, state];
  }
}

/** A weight of n stands for a share of 2^(n-1); the last symbol has what is left over. */
function codesOf(weights: readonly number[]): HuffmanCodes {
  if (weights.length > MOST_WEIGHTS) throw malformed('has more weights than symbols');
  const sum = weights.reduce((total, weight) => total + (weight === 0 ? 0 : 2 ** (weight - 1)), 0);
  if (sum === 0) throw malformed('has a code without symbols');
  const most = 32 - Math.clz32(sum);
  const left = 2 ** most - sum;
  if (most > LONGEST_CODE || (left & (left - 1)) !== 0) throw malformed('has an incomplete code');
  const all = [...weights, 32 - Math.clz32(left)];
  const symbols = new Uint8Array(1 << most);
  const lengths = new Uint8Array(1 << most);
  let at = 0;
  for (let weight = 1; weight <= most; weight++) {
    for (const [symbol, found] of all.entries()) {
      if (found !== weight) continue;
      const end = at + 2 ** (weight - 1);
      symbols.fill(symbol, at, end);
      lengths.fill(most + 1 - weight, at, end);
      at = end;
    }
  }
  if (at !== symbols.length) throw malformed('has an incomplete code');
  return { most, symbols, lengths };
}

/** Decodes a stream that must hold exactly as many symbols as there is room for. */
export function decodeHuffman(codes: HuffmanCodes, stream: Uint8Array, target: Uint8Array): void {
  const { most, symbols, lengths } = codes;
  const bits = new BackwardBits(stream);
  const mask = (1 << most) - 1;
  let state = bits.take(most);
  for (let at = 0; at < target.length; at++) {
    target[at] = symbols[state] as number;
    const length = lengths[state] as number;
    state = ((state << length) & mask) | bits.take(length);
  }
  if (bits.left !== -most) throw malformed('has literals of another length than announced');
}
