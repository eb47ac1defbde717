import type { CallInstructions } from './call-instructions.ts';
import type { ConstantInstructions } from './constant-instructions.ts';
import type { ContainerInstructions } from './container-instructions.ts';
import { EffectKind } from './effect-log.ts';
import type { InstructionInput } from './instruction-input.ts';
import type { MemoInstructions } from './memo-instructions.ts';
import { opcodeName } from './opcodes.ts';
import { brokenPickle } from './pickle-error.ts';
import { Kind } from './value.ts';
import type { ValueStack } from './value-stack.ts';

const HIGHEST_PROTOCOL = 5;

interface Parts {
  readonly input: InstructionInput;
  readonly stack: ValueStack;
  readonly memo: MemoInstructions;
  readonly constants: ConstantInstructions;
  readonly containers: ContainerInstructions;
  readonly calls: CallInstructions;
}

/** Instructions that come once in a stream, or that only protocols 0 and 1 write often. */
export class SeldomInstructions {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** @throws CredenceError `DATA_MALFORMED` where there is no such instruction. */
  run(opcode: number): void {
    const { input, stack, memo, constants, containers, calls } = this.#parts;
    switch (opcode) {
      case 0x30: // POP
        stack.drop();
        break;
      case 0x31: // POP_MARK
        stack.top = stack.unmark();
        break;
      case 0x32: // DUP
        stack.push(stack.peek());
        break;
      case 0x46: // FLOAT
        constants.floatLine();
        break;
      case 0x49: // INT
        constants.int();
        break;
      case 0x4c: // LONG
        constants.longLine();
        break;
      case 0x50: // PERSID
        calls.persistent(constants.asciiLine());
        break;
      case 0x51: // BINPERSID
        calls.persistent(stack.pop());
        break;
      case 0x53: // STRING
        constants.stringLine();
        break;
      case 0x54: // BINSTRING
        constants.bytes(Kind.Text8, constants.signedLength(input.uint4()));
        break;
      case 0x55: // SHORT_BINSTRING
        constants.bytes(Kind.Text8, input.uint1());
        break;
      case 0x56: // UNICODE
        constants.textLine();
        break;
      case 0x64: // DICT
        containers.dict();
        break;
      case 0x67: // GET
        memo.get(constants.index());
        break;
      case 0x69: // INST
        calls.instance();
        break;
      case 0x6c: // LIST
        containers.marked(Kind.List);
        break;
      case 0x6f: // OBJ
        calls.object();
        break;
      case 0x70: // PUT
        memo.put(constants.index());
        break;
      case 0x80: // PROTO
        this.#protocol(input.uint1());
        break;
      case 0x82: // EXT1
      case 0x83: // EXT2
      case 0x84: // EXT4
        input.at += 2 ** (opcode - 0x82);
        calls.external(EffectKind.Extension);
        break;
      case 0x8b: // LONG4
        constants.long(constants.signedLength(input.uint4()));
        break;
      case 0x8d: // BINUNICODE8
        constants.text(input.uint8());
        break;
      case 0x8e: // BINBYTES8
        constants.bytes(Kind.Bytes, input.uint8());
        break;
      case 0x8f: // EMPTY_SET
        containers.empty(Kind.Set);
        break;
      case 0x90: // ADDITEMS
        containers.addItems();
        break;
      case 0x91: // FROZENSET
        containers.marked(Kind.FrozenSet);
        break;
      case 0x92: // NEWOBJ_EX
        calls.newObjectWithKeywords();
        break;
      case 0x95: // FRAME
        input.openFrame(input.uint8());
        break;
      case 0x96: // BYTEARRAY8
        constants.bytes(Kind.ByteArray, input.uint8());
        break;
      case 0x97: // NEXT_BUFFER
        calls.external(EffectKind.Buffer);
        break;
      case 0x98: // READONLY_BUFFER
        calls.readonlyBuffer();
        break;
      default:
        throw brokenPickle(input.opcodeOffset, `there is no opcode ${opcodeName(opcode)}`);
    }
  }

  #protocol(protocol: number): void {
    const { calls, input } = this.#parts;
    if (protocol > HIGHEST_PROTOCOL) {
      throw brokenPickle(input.opcodeOffset, `there is no pickle protocol ${protocol}`);
    }
    calls.protocol = protocol;
  }
}
