import type { ConstantReader } from './constant-reader.ts';
import { type EffectCode, EffectKind } from './effect-log.ts';
import type { EffectRecorder, Ingredients } from './effect-recorder.ts';
import type { Heap } from './heap.ts';
import type { InstructionInput } from './instruction-input.ts';
import { brokenPickle } from './pickle-error.ts';
import type { Ambiguity } from './pickle-run.ts';
import { COMPUTED_NAME, type SymbolTable } from './symbol-table.ts';
import { Kind, kindOf, makeValue, type Value } from './value.ts';
import type { ValueStack } from './value-stack.ts';

interface Parts {
  readonly heap: Heap;
  readonly stack: ValueStack;
  readonly effects: EffectRecorder;
  readonly constants: ConstantReader;
  readonly symbols: SymbolTable;
  readonly input: InstructionInput;
  readonly fault: (kind: Ambiguity, what: string) => void;
}

/** Kinds that cannot be spread as arguments in any reader. */
const NOT_ITERABLE =
  (1 << Kind.None) | (1 << Kind.Bool) | (1 << Kind.SmallInt) | (1 << Kind.Int) | (1 << Kind.Float);

/** Instructions that import names, call them, and give objects their state. */
export class CallInstructions {
  /** As PROTO last set it. */
  protocol = 0;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** GLOBAL: module and name in a line each. */
  global(): void {
    this.#parts.stack.push(this.#import(this.#nameLine('utf-8'), this.#nameLine('utf-8')));
  }

  /** STACK_GLOBAL. */
  stackGlobal(): void {
    const { stack, constants, effects } = this.#parts;
    const name = stack.pop();
    const module = stack.pop();
    if (isText(module) && isText(name)) {
      stack.push(this.#import(constants.text(module), constants.text(name)));
      return;
    }
    if (!mayBeText(module) || !mayBeText(name)) {
      throw this.#broken('an imported name is not a text');
    }
    const symbol = this.#symbol(COMPUTED_NAME, COMPUTED_NAME);
    const operands = this.#tuple([module, name]);
    stack.push(effects.make(EffectKind.Call, { subject: symbol, argument: operands }));
  }

  /** REDUCE. */
  reduce(): void {
    const { stack } = this.#parts;
    const callArguments = stack.pop();
    const callee = stack.pop();
    this.#requireSpreadable(callArguments, 'REDUCE');
    stack.push(this.#make(EffectKind.Call, { subject: callee, argument: callArguments }));
  }

  /** NEWOBJ. */
  newObject(): void {
    const { stack } = this.#parts;
    const callArguments = stack.pop();
    const type = stack.pop();
    this.#requireSpreadable(callArguments, 'NEWOBJ');
    stack.push(this.#make(EffectKind.New, { subject: type, argument: callArguments }));
  }

  /** NEWOBJ_EX. */
  newObjectWithKeywords(): void {
    const { stack } = this.#parts;
    const keywords = stack.pop();
    const callArguments = stack.pop();
    const type = stack.pop();
    this.#requireSpreadable(callArguments, 'NEWOBJ_EX');
    if (kindOf(keywords) !== Kind.Dict) {
      if (kindOf(keywords) !== Kind.Object) throw this.#broken('keywords are no dictionary');
      this.#parts.fault('ambiguous-arguments', 'the keywords of NEWOBJ_EX are no dictionary');
    }
    stack.push(this.#make(EffectKind.New, { subject: type, argument: callArguments, keywords }));
  }

  /** INST: the class in two lines, its arguments above the mark. */
  instance(): void {
    const { stack } = this.#parts;
    const type = this.#import(this.#nameLine('ascii'), this.#nameLine('ascii'));
    const start = stack.unmark();
    stack.push(
      this.#make(EffectKind.Instantiate, { subject: type, argument: this.#popTuple(start) }),
    );
  }

  /** OBJ: the class and its arguments above the mark. */
  object(): void {
    const { stack } = this.#parts;
    const start = stack.unmark();
    if (start === stack.top) throw this.#broken('OBJ has no class');
    const type = stack.values[start] as number;
    const callArguments = this.#popTuple(start + 1);
    stack.top = start;
    stack.push(this.#make(EffectKind.Instantiate, { subject: type, argument: callArguments }));
  }

  /** BUILD. @returns the effect's number */
  build(): number {
    const { stack, effects } = this.#parts;
    const state = stack.pop();
    return effects.change(EffectKind.Build, stack.peek(), state);
  }

  /** PERSID and BINPERSID, with the id. */
  persistent(id: Value): void {
    this.#parts.stack.push(
      this.#parts.effects.make(EffectKind.Persistent, { subject: 0, argument: id }),
    );
  }

  /** EXT1, EXT2, EXT4; NEXT_BUFFER. */
  external(kind: EffectCode): void {
    this.#parts.stack.push(this.#parts.effects.make(kind, { subject: 0, argument: 0 }));
  }

  /** READONLY_BUFFER. */
  readonlyBuffer(): void {
    const { stack, effects } = this.#parts;
    effects.change(EffectKind.Buffer, stack.peek(), 0);
  }

  #make(kind: EffectCode, ingredients: Ingredients): Value {
    const subjectKind = kindOf(ingredients.subject);
    if (subjectKind !== Kind.Symbol && subjectKind !== Kind.Object) {
      throw this.#broken('what is called is neither a function nor a class');
    }
    return this.#parts.effects.make(kind, ingredients);
  }

  /** Every reader takes a tuple; the pure Python one spreads whatever can be spread. */
  #requireSpreadable(callArguments: Value, opcode: string): void {
    const kind = kindOf(callArguments);
    if (kind === Kind.Tuple) return;
    if ((NOT_ITERABLE & (1 << kind)) !== 0) {
      throw this.#broken(`the arguments of ${opcode} are no tuple`);
    }
    this.#parts.fault('ambiguous-arguments', `the arguments of ${opcode} are no tuple`);
  }

  #import(module: string, name: string): Value {
    const symbol = this.#symbol(module, name);
    if (module === '' || name === '') throw this.#broken('an imported name is empty');
    if (this.protocol < 4 && name.includes('.')) {
      throw this.#broken('a name with dots is imported, which exists from protocol 4 on');
    }
    return symbol;
  }

  #symbol(module: string, name: string): Value {
    const { symbols, input } = this.#parts;
    const number = symbols.add([module, name], this.protocol, input.opcodeOffset);
    return makeValue(Kind.Symbol, number);
  }

  /** A line of GLOBAL or INST. `pickletools` takes escapes in it for what they stand for. */
  #nameLine(encoding: 'ascii' | 'utf-8'): string {
    const { input, fault } = this.#parts;
    input.readLine();
    const bytes = input.bytes.subarray(input.lineStart, input.lineEnd);
    if (bytes.every((byte) => byte < 0x80 && byte !== 0x5c)) return latin1(bytes);
    if (encoding === 'ascii' && bytes.some((byte) => byte >= 0x80)) {
      throw this.#broken('an imported name is not ASCII');
    }
    const text = decodeStrictly(bytes);
    if (text === null) throw this.#broken('an imported name is not UTF-8');
    fault('ambiguous-name', 'an imported name holds an escape or letters outside ASCII');
    return text;
  }

  #popTuple(start: number): Value {
    const { heap, stack } = this.#parts;
    const tuple = heap.tuple(stack, start);
    stack.top = start;
    return tuple;
  }

  #tuple(values: readonly Value[]): Value {
    return this.#parts.heap.tuple({ values: Float64Array.from(values), top: values.length }, 0);
  }

  #broken(what: string): Error {
    return brokenPickle(this.#parts.input.opcodeOffset, what);
  }
}

function isText(value: Value): boolean {
  return kindOf(value) === Kind.Text || kindOf(value) === Kind.Text8;
}

/** What an object is, only running it would tell. */
function mayBeText(value: Value): boolean {
  return isText(value) || kindOf(value) === Kind.Object;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
