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
const NAME = /^[A-Za-z_][\w.]*$/;

const CALLS: readonly number[] = [
  EffectKind.Call,
  EffectKind.Instantiate,
  EffectKind.New,
  EffectKind.Build,
];

/**
 * Whether bytes are a pickle of any protocol. Those of protocols 0 and 1 have no signature and can
 * look like text: they are known by what they do, which is to stop, or to call something by name
 * before they break off.
 */
export function looksLikePickle(source: ByteSource): boolean {
  if (source.length < 2) return false;
  const [first = 0, second = 0] = source.read(0, 2);
  if (first === PROTO) return second <= HIGHEST_PROTOCOL;
  const budget = new Budget({ ...DEFAULT_LIMITS, instructions: MOST_INSTRUCTIONS });
  const run = new PickleMachine(source, { start: 0, budget, inlineData: false }).run();
  if (run.end.kind === 'stop' || run.end.kind === 'limit') return true;
  for (let number = 0; number < run.effects.count; number++) {
    if (isCall(run.effects.get(number), run)) return true;
  }
  return false;
}

function isCall({ kind, subject }: Effect, { symbols }: PickleRun): boolean {
  if (!CALLS.includes(kind) || kindOf(subject) !== Kind.Symbol) return false;
  const { module, name } = symbols.get(payloadOf(subject));
  return NAME.test(module) && NAME.test(name);
}
