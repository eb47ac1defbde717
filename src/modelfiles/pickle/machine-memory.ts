import { EffectLog } from './effect-log.ts';
import { Heap } from './heap.ts';
import { Memo } from './memo.ts';
import { ValueStack } from './value-stack.ts';

/** A machine that has grown beyond this is not kept for the next pickle. */
const MOST_BYTES = 2 ** 23;
const MOST_FREE = 2;
const free: MachineMemory[] = [];

/** What a machine works in. Growing it takes longer than running a small pickle, so it is used again. */
export class MachineMemory {
  readonly stack: ValueStack = new ValueStack();
  readonly memo: Memo = new Memo();
  readonly heap: Heap = new Heap();
  readonly log: EffectLog = new EffectLog();

  /** Empty memory; that of an earlier machine where there is some. */
  static take(): MachineMemory {
    return free.pop() ?? new MachineMemory();
  }

  /** Lets the next machine have it: nobody may look at the run any more. */
  release(): void {
    const { stack, memo, heap, log } = this;
    if (free.length === MOST_FREE || memo.bytes + heap.bytes + log.bytes > MOST_BYTES) return;
    for (const part of [stack, memo, heap, log]) part.clear();
    free.push(this);
  }
}
