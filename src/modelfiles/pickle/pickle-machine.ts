import { CredenceError } from '../../core/error.ts';
import type { ByteSource } from '../byte-source.ts';
import type { Budget } from '../limits.ts';
import { CallInstructions } from './call-instructions.ts';
import { ConstantInstructions } from './constant-instructions.ts';
import { ConstantReader } from './constant-reader.ts';
import { ContainerInstructions } from './container-instructions.ts';
import { EffectRecorder } from './effect-recorder.ts';
import type { Heap } from './heap.ts';
import { type FrameFault, InstructionInput } from './instruction-input.ts';
import { MachineMemory } from './machine-memory.ts';
import { MemoInstructions } from './memo-instructions.ts';
import type { Ambiguity, Fault, PickleRun, RunEnd } from './pickle-run.ts';
import { SeldomInstructions } from './seldom-instructions.ts';
import { SymbolTable } from './symbol-table.ts';
import { FALSE, Kind, kindOf, makeValue, NONE, payloadOf, smallInt, TRUE } from './value.ts';
import type { ValueStack } from './value-stack.ts';

const MOST_FAULTS = 100;
const SPENT_AT_ONCE = 65_536;

const FRAME_FAULTS: Readonly<Record<FrameFault, string>> = {
  straddled: 'an instruction goes on beyond the end of its frame',
  nested: 'a frame begins within another one',
  'longer-than-stream': 'a frame is longer than the stream',
  'open-at-stop': 'a frame goes on where the instructions have ended',
};

/** Classes whose data follow the instruction that gives them their state, outside the stream. */
const INLINE_DATA_CLASSES: ReadonlySet<string> = new Set([
  'joblib.numpy_pickle\nNumpyArrayWrapper',
  'sklearn.externals.joblib.numpy_pickle\nNumpyArrayWrapper',
]);

export interface MachineOptions {
  /** Offset of the first instruction within the source. */
  readonly start: number;
  readonly budget: Budget;
  /** Whether the run stops where joblib would read data; any other reader goes on with them. */
  readonly inlineData: boolean;
}

/**
 * Runs a pickle without running anything: all 68 opcodes of protocols 0 to 5 over symbolic values,
 * as CPython 3.8 to 3.14 would. What a real reader would import, call and change is written down
 * when it happens, so that it counts whatever becomes of the result.
 */
export class PickleMachine {
  readonly #start: number;
  readonly #budget: Budget;
  readonly #stopsForData: boolean;
  readonly #input: InstructionInput;
  readonly #stack: ValueStack;
  readonly #memory = MachineMemory.take();
  readonly #memo: MemoInstructions;
  readonly #heap: Heap;
  readonly #effects: EffectRecorder;
  readonly #symbols = new SymbolTable();
  readonly #reader: ConstantReader;
  readonly #constants: ConstantInstructions;
  readonly #containers: ContainerInstructions;
  readonly #calls: CallInstructions;
  readonly #seldom: SeldomInstructions;
  readonly #faults: Fault[] = [];
  #instructions = 0;
  #spent = 0;

  constructor(source: ByteSource, { start, budget, inlineData }: MachineOptions) {
    this.#start = start;
    this.#budget = budget;
    this.#stopsForData = inlineData;
    const fault = (kind: Ambiguity, what: string): void => this.#fault(kind, what);
    const onFrameFault = (kind: FrameFault, offset: number): void =>
      this.#fault('ambiguous-frame', FRAME_FAULTS[kind], offset);
    const input = new InstructionInput(source, start, onFrameFault);
    const opcodeOffset = (): number => input.opcodeOffset;
    const { stack, memo, heap } = this.#memory;
    stack.opcodeOffset = opcodeOffset;
    const effects = new EffectRecorder(this.#memory, input);
    const constants = new ConstantReader(source);
    const symbols = this.#symbols;
    this.#input = input;
    this.#stack = stack;
    this.#heap = heap;
    this.#effects = effects;
    this.#reader = constants;
    this.#memo = new MemoInstructions({ memo, stack, opcodeOffset, fault });
    this.#constants = new ConstantInstructions({ input, stack, fault });
    this.#containers = new ContainerInstructions({
      heap,
      stack,
      effects,
      constants,
      opcodeOffset,
      fault,
    });
    this.#calls = new CallInstructions({ heap, stack, effects, constants, symbols, input, fault });
    this.#seldom = new SeldomInstructions({
      input,
      stack,
      memo: this.#memo,
      constants: this.#constants,
      containers: this.#containers,
      calls: this.#calls,
    });
  }

  /**
   * Runs until the stream stops or breaks, a limit is reached, or inline data follow; then it may
   * be called again, with the offset behind them.
   */
  run(from?: number): PickleRun {
    if (from !== undefined) this.#input.jump(from);
    const end = this.#runToEnd();
    return {
      start: this.#start,
      end,
      heap: this.#heap,
      effects: this.#effects.log,
      symbols: this.#symbols,
      constants: this.#reader,
      faults: this.#faults,
      payloads: this.#constants.payloads,
      instructions: this.#instructions,
    };
  }

  /** Lets the next machine use this one's memory: none of its runs may be looked at any more. */
  release(): void {
    this.#memory.release();
  }

  #runToEnd(): RunEnd {
    try {
      return this.#loop();
    } catch (error) {
      if (!(error instanceof CredenceError)) throw error;
      const offset = error.at?.byte ?? this.#input.opcodeOffset;
      const kind = error.code === 'LIMIT_EXCEEDED' ? 'limit' : 'broken';
      if (kind === 'broken' && !error.code.startsWith('DATA_')) throw error;
      return { kind, offset, what: error.message };
    }
  }

  // The usual instructions of protocols 2 to 5, few enough for the engine to compile them at once;
  // literals, because it makes a jump table of them.
  #loop(): RunEnd {
    const input = this.#input;
    const stack = this.#stack;
    const memo = this.#memo;
    const containers = this.#containers;
    const constants = this.#constants;
    const calls = this.#calls;
    for (;;) {
      if (input.at >= input.soft) this.#prepare();
      input.opcodeAt = input.at;
      const opcode = input.bytes[input.at++] as number;
      this.#instructions++;
      switch (opcode) {
        case 0x28: // MARK
          stack.mark();
          break;
        case 0x29: // EMPTY_TUPLE
          containers.shortTuple(0);
          break;
        case 0x2e: // STOP
          return this.#stop();
        case 0x42: // BINBYTES
          constants.bytes(Kind.Bytes, input.uint4());
          break;
        case 0x43: // SHORT_BINBYTES
          constants.bytes(Kind.Bytes, input.uint1());
          break;
        case 0x47: // BINFLOAT
          stack.push(makeValue(Kind.Float, input.opcodeOffset));
          input.at += 8;
          break;
        case 0x4a: // BININT
          stack.push(smallInt(input.uint4() | 0));
          break;
        case 0x4b: // BININT1
          stack.push(smallInt(input.uint1()));
          break;
        case 0x4d: // BININT2
          stack.push(smallInt(input.uint2()));
          break;
        case 0x4e: // NONE
          stack.push(NONE);
          break;
        case 0x52: // REDUCE
          calls.reduce();
          break;
        case 0x58: // BINUNICODE
          constants.text(input.uint4());
          break;
        case 0x5d: // EMPTY_LIST
          containers.empty(Kind.List);
          break;
        case 0x61: // APPEND
          containers.append();
          break;
        case 0x62: {
          // BUILD
          const effect = calls.build();
          if (this.#stopsForData && this.#takesInlineData(effect)) return this.#inlineData(effect);
          break;
        }
        case 0x63: // GLOBAL
          calls.global();
          break;
        case 0x65: // APPENDS
          containers.appends();
          break;
        case 0x68: // BINGET
          memo.get(input.uint1());
          break;
        case 0x6a: // LONG_BINGET
          memo.get(input.uint4());
          break;
        case 0x71: // BINPUT
          memo.put(input.uint1());
          break;
        case 0x72: // LONG_BINPUT
          memo.put(input.uint4());
          break;
        case 0x73: // SETITEM
          containers.setItem();
          break;
        case 0x74: // TUPLE
          containers.tuple();
          break;
        case 0x75: // SETITEMS
          containers.setItems();
          break;
        case 0x7d: // EMPTY_DICT
          containers.empty(Kind.Dict);
          break;
        case 0x81: // NEWOBJ
          calls.newObject();
          break;
        case 0x85: // TUPLE1
        case 0x86: // TUPLE2
        case 0x87: // TUPLE3
          containers.shortTuple(opcode - 0x84);
          break;
        case 0x88: // NEWTRUE
          stack.push(TRUE);
          break;
        case 0x89: // NEWFALSE
          stack.push(FALSE);
          break;
        case 0x8a: // LONG1
          constants.long(input.uint1());
          break;
        case 0x8c: // SHORT_BINUNICODE
          constants.text(input.uint1());
          break;
        case 0x93: // STACK_GLOBAL
          calls.stackGlobal();
          break;
        case 0x94: // MEMOIZE
          memo.memoize();
          break;
        default:
          this.#seldom.run(opcode);
      }
    }
  }

  #prepare(): void {
    this.#input.prepare();
    if (this.#instructions - this.#spent >= SPENT_AT_ONCE) this.#spend();
  }

  #spend(): void {
    const count = this.#instructions - this.#spent;
    this.#spent = this.#instructions;
    this.#budget.spendInstructions(count);
  }

  #stop(): RunEnd {
    const value = this.#stack.pop();
    this.#input.finish();
    this.#spend();
    if (!this.#stack.isEmpty) {
      this.#fault('leftover-stack', 'values or marks are left on the stack where the stream stops');
    }
    return { kind: 'stop', value, next: this.#input.offset };
  }

  #takesInlineData(effect: number): boolean {
    const { subject } = this.#effects.log.get(effect);
    if (kindOf(subject) !== Kind.Object) return false;
    const maker = this.#effects.log.get(this.#heap.first(subject));
    if (kindOf(maker.subject) !== Kind.Symbol) return false;
    const { module, name } = this.#symbols.get(payloadOf(maker.subject));
    return INLINE_DATA_CLASSES.has(`${module}\n${name}`);
  }

  #inlineData(effect: number): RunEnd {
    return { kind: 'inline-data', effect, next: this.#input.offset };
  }

  #fault(kind: Ambiguity, what: string, offset: number = this.#input.opcodeOffset): void {
    if (this.#faults.length < MOST_FAULTS) this.#faults.push({ kind, what, offset });
  }
}
