import type { PickleRun } from './pickle-run.ts';
import { FIRST_NODE_KIND, Kind, kindOf, payloadOf, type Value } from './value.ts';

/** A structure that is written out this many times larger than the stream is a bomb. */
const MOST_VALUES = 1e8;
const MOST_VALUES_PER_INSTRUCTION = 1e4;

/**
 * Whether a result is so much larger than the stream that made it that whoever walks it, prints it
 * or writes it out does not come to an end: shared parts within shared parts ("billion laughs").
 */
export function isExpansionBomb(run: PickleRun): boolean {
  const { heap, end, instructions } = run;
  const isBomb = (values: number): boolean =>
    values > MOST_VALUES && values > MOST_VALUES_PER_INSTRUCTION * instructions;
  if (isBomb(heap.heaviest)) return true;
  return heap.grewLate && end.kind === 'stop' && isBomb(writtenOut(run, end.value));
}

/** How many values a value would be if everything shared were written out; a cycle counts once. */
function writtenOut(run: PickleRun, root: Value): number {
  const weights = new Map<number, number>();
  const open = new Set<number>();
  const path: { readonly node: number; readonly parts: Iterator<Value>; weight: number }[] = [];
  const enter = (value: Value): void => {
    const node = payloadOf(value);
    open.add(node);
    const weight = kindOf(value) === Kind.Object ? 1 : 1 + run.heap.size(value);
    path.push({ node, parts: partsOf(run, value), weight });
  };
  if (kindOf(root) >= FIRST_NODE_KIND) enter(root);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const next = top.parts.next();
    if (next.done === true) {
      path.pop();
      open.delete(top.node);
      weights.set(top.node, top.weight);
      const parent = path.at(-1);
      if (parent !== undefined) parent.weight += top.weight;
      continue;
    }
    const node = payloadOf(next.value);
    const known = weights.get(node);
    if (known !== undefined) top.weight += known;
    else if (open.has(node)) top.weight++;
    else enter(next.value);
  }
  return weights.get(payloadOf(root)) ?? 1;
}

/** Parts that have parts of their own. */
function* partsOf(run: PickleRun, value: Value): Generator<Value> {
  const { heap, effects } = run;
  if (kindOf(value) !== Kind.Object) {
    for (const { items } of heap.segments(value, heap.moment)) {
      for (const item of items) if (kindOf(item) >= FIRST_NODE_KIND) yield item;
    }
    return;
  }
  for (let number = heap.last(value); number !== -1; ) {
    const { argument, keywords, previous } = effects.get(number);
    if (kindOf(argument) >= FIRST_NODE_KIND) yield argument;
    if (kindOf(keywords) >= FIRST_NODE_KIND) yield keywords;
    number = previous;
  }
}
