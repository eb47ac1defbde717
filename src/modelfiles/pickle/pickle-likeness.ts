import type { ByteSource } from '../byte-source.ts';
import { Budget, DEFAULT_LIMITS } from '../limits.ts';
import { type Effect, EffectKind } from './effect-log.ts';
import { PickleMachine } from './pickle-machine.ts';
import type { PickleRun } from './pickle-run.ts';
import { Kind, kindOf, payloadOf } from './value.ts';

const PROTO = 0x80;
const HIGHEST_PROTOCOL = 5;
/** No text goes on for as many instructions by accident. */
const MOST_INSTRUCTIONS = 20_000;
const MOST_STREAMS = 16;
const NAME = /^[A-Za-z_][\w.]*$/;

/** Instructions that take nothing from the stack: any other one breaks a stream at its start. */
const FIRST_INSTRUCTIONS: ReadonlySet<number> = new Set([
  ...Buffer.from('()]}BCFGIJKLMNPSTUVXc', 'latin1'),
  ...[0x80, 0x82, 0x83, 0x84, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f, 0x95, 0x96, 0x97],
]);

const CALLS: readonly number[] = [
  EffectKind.Call,
  EffectKind.Instantiate,
  EffectKind.New,
  EffectKind.Build,
];

/**
 * Whether bytes are a pickle of any protocol. Those of protocols 0 and 1 have no signature and can
 * look like text: they are known by what they do, which is to stop at the very end, or to call
 * something by name before they break off.
 */
export function looksLikePickle(source: ByteSource): boolean {
  if (source.length < 2) return false;
  const [first = 0, second = 0] = source.read(0, 2);
  if (first === PROTO) return second <= HIGHEST_PROTOCOL;
  return firstStreams(source).some((run) => {
    const { end } = run;
    const whole = end.kind === 'stop' && end.next === source.length;
    return whole || end.kind === 'limit' || callsByName(run);
  });
}

/**
 * Whether whoever takes bytes of another format for a pickle would call something by name, before
 * asking for an object that only a reader of PyTorch has.
 */
export function runsAsPickle(source: ByteSource): boolean {
  if (source.length < 2) return false;
  const [first = 0] = source.read(0, 1);
  return FIRST_INSTRUCTIONS.has(first) && firstStreams(source).some(callsByName);
}

/** Readers may load one pickle after the other; a few are enough to know what they are. */
function firstStreams(source: ByteSource): readonly PickleRun[] {
  const budget = new Budget({ ...DEFAULT_LIMITS, instructions: MOST_INSTRUCTIONS });
  const runs: PickleRun[] = [];
  let start = 0;
  while (runs.length < MOST_STREAMS && start < source.length) {
    const run = new PickleMachine(source, { start, budget, inlineData: false }).run();
    runs.push(run);
    if (run.end.kind !== 'stop') break;
    start = run.end.next;
  }
  return runs;
}

function callsByName(run: PickleRun): boolean {
  for (let number = 0; number < run.effects.count; number++) {
    const effect = run.effects.get(number);
    if (effect.kind === EffectKind.Persistent) return false;
    if (isCall(effect, run)) return true;
  }
  return false;
}

function isCall({ kind, subject }: Effect, { symbols }: PickleRun): boolean {
  if (!CALLS.includes(kind) || kindOf(subject) !== Kind.Symbol) return false;
  const { module, name } = symbols.get(payloadOf(subject));
  return NAME.test(module) && NAME.test(name);
}
