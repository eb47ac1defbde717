import { u64 } from '../bytes.ts';
import { buildZip } from '../containers/zip/build-zip.ts';
import { assemblePickle, type Instruction } from '../pickle/assemble-pickle.ts';
import { latin1 } from '../pickle/pickle-bytes.ts';

/** A file as a case describes it: instructions and members instead of bytes. */
export type EvasionFile =
  | { readonly pickle: readonly EvasionInstruction[] }
  | { readonly torchZip: Readonly<Record<string, EvasionFile>> }
  | { readonly torchLegacy: LegacyTorch }
  | { readonly zeros: number }
  | { readonly text: string };

interface LegacyTorch {
  readonly object: readonly EvasionInstruction[];
  readonly keys: readonly string[];
  /** In place of the list of keys. */
  readonly keysProgram?: readonly EvasionInstruction[];
  /** Behind the storages. */
  readonly behind?: EvasionFile;
}

/** An operand may be a file of its own; `padded` instructions lie in an array's data. */
type EvasionInstruction =
  | string
  | readonly [opcode: string, ...operands: (string | number | EvasionFile)[]]
  | { readonly padded: readonly EvasionInstruction[]; readonly bytes: number };

const MAGIC: Instruction = ['RAW', '80028a0a6cfc9c46f9206aa850192e'];
const PROTOCOL: Instruction = ['RAW', '80024de9032e'];

export function buildEvasion(file: EvasionFile): Buffer {
  if ('pickle' in file) return Buffer.from(assemblePickle(file.pickle.map(plainInstruction)));
  if ('zeros' in file) return Buffer.alloc(file.zeros);
  if ('text' in file) return Buffer.from(file.text);
  if ('torchLegacy' in file) return legacyTorch(file.torchLegacy);
  return buildZip(
    Object.entries(file.torchZip).map(([name, member]) => ({
      name: `archive/${name}`,
      content: buildEvasion(member),
    })),
  );
}

function legacyTorch({ object, keys, keysProgram, behind }: LegacyTorch): Buffer {
  const system: readonly Instruction[] = [
    'EMPTY_DICT',
    'MARK',
    ['BINUNICODE', 'protocol_version'],
    ['BININT2', 1001],
    ['BINUNICODE', 'little_endian'],
    'NEWTRUE',
    'SETITEMS',
    'STOP',
  ];
  const list: readonly Instruction[] = [
    'EMPTY_LIST',
    'MARK',
    ...keys.map((key) => ['BINUNICODE', key] as const),
    'APPENDS',
    'STOP',
  ];
  return Buffer.concat([
    assemblePickle([MAGIC, PROTOCOL, ...system]),
    assemblePickle(object.map(plainInstruction)),
    assemblePickle(keysProgram?.map(plainInstruction) ?? list),
    ...keys.map(() => Buffer.concat([u64(1), Buffer.alloc(4)])),
    behind === undefined ? Buffer.alloc(0) : buildEvasion(behind),
  ]);
}

function plainInstruction(instruction: EvasionInstruction): Instruction {
  if (typeof instruction === 'string') return instruction;
  if ('padded' in instruction) {
    const bytes = Buffer.alloc(instruction.bytes);
    bytes.set(assemblePickle(instruction.padded.map(plainInstruction)));
    return ['RAW', bytes.toString('hex')];
  }
  const [opcode, ...operands] = instruction;
  return [opcode, ...operands.map((operand) => plainOperand(operand))];
}

function plainOperand(operand: string | number | EvasionFile): string | number {
  if (typeof operand !== 'object') return operand;
  const bytes = buildEvasion(operand);
  return String.fromCharCode(...latin1(bytes.toString('latin1')));
}
