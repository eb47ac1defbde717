import { opcodeName } from '../../../src/modelfiles/pickle/opcodes.ts';
import { latin1, littleEndian, utf8 } from './pickle-bytes.ts';

/** An opcode by the name that `pickletools` gives it, alone or with its arguments. */
export type Instruction = string | readonly [opcode: string, ...operands: (string | number)[]];

const OPCODES: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 256 }, (_, code) => [opcodeName(code), code]),
);

/** Opcodes with a number of so many bytes. */
const NUMBERS: ReadonlyMap<string, number> = new Map([
  ['PROTO', 1],
  ['BININT1', 1],
  ['BININT2', 2],
  ['BININT', 4],
  ['BINPUT', 1],
  ['LONG_BINPUT', 4],
  ['BINGET', 1],
  ['LONG_BINGET', 4],
  ['EXT1', 1],
  ['EXT2', 2],
  ['EXT4', 4],
  ['FRAME', 8],
]);

/** Opcodes with a text behind its length of so many bytes. */
const COUNTED: ReadonlyMap<string, number> = new Map([
  ['SHORT_BINUNICODE', 1],
  ['BINUNICODE', 4],
  ['BINUNICODE8', 8],
  ['SHORT_BINSTRING', 1],
  ['BINSTRING', 4],
  ['SHORT_BINBYTES', 1],
  ['BINBYTES', 4],
  ['BINBYTES8', 8],
  ['BYTEARRAY8', 8],
  ['LONG1', 1],
  ['LONG4', 4],
]);

/**
 * The bytes of a list of instructions. Texts are UTF-8, other content one Latin-1 character a byte;
 * opcodes with lines take one operand a line; `RAW` takes hexadecimal digits as they are.
 */
export function assemblePickle(program: readonly Instruction[]): Uint8Array {
  return Uint8Array.from(program.flatMap((instruction) => assemble(instruction)));
}

function assemble(instruction: Instruction): number[] {
  const [opcode, ...operands] = typeof instruction === 'string' ? [instruction] : instruction;
  const [first = ''] = operands;
  if (opcode === 'RAW') return [...Buffer.from(String(first), 'hex')];
  const code = OPCODES.get(opcode);
  if (code === undefined) throw new RangeError(`there is no opcode ${opcode}`);
  const number = NUMBERS.get(opcode);
  if (number !== undefined) return [code, ...littleEndian(Number(first), number)];
  const counted = COUNTED.get(opcode);
  if (counted !== undefined) {
    const content = opcode.includes('UNICODE') ? utf8(String(first)) : latin1(String(first));
    return [code, ...littleEndian(content.length, counted), ...content];
  }
  if (opcode === 'BINFLOAT') {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(Number(first));
    return [code, ...bytes];
  }
  return [code, ...operands.flatMap((operand) => latin1(`${operand}\n`))];
}
