import assert from 'node:assert/strict';
import type { Problem } from '../../../src/modelfiles/inspection.ts';
import { Budget } from '../../../src/modelfiles/limits.ts';
import { type Effect, EffectKind } from '../../../src/modelfiles/pickle/effect-log.ts';
import { inspectPickle } from '../../../src/modelfiles/pickle/inspect-pickle.ts';
import { PickleMachine } from '../../../src/modelfiles/pickle/pickle-machine.ts';
import type { PickleRun } from '../../../src/modelfiles/pickle/pickle-run.ts';
import { Kind, kindOf, payloadOf, type Value } from '../../../src/modelfiles/pickle/value.ts';
import { type Policy, type SymbolRule, symbolKey } from '../../../src/modelfiles/policy/policy.ts';
import { MemorySource } from '../../../src/modelfiles/sources/memory-source.ts';
import { inspectionContext } from '../inspection-context.ts';

/** Instructions that any run of the invariants may cost. */
const MOST_INSTRUCTIONS = 100_000;

/**
 * What must hold for any bytes at all, taken as a file of pickles: no error leaves, no instruction
 * is run twice, and what is not refused does nothing but what the policy allows. The last is read
 * off the machine's own log of effects, with no part of the judge.
 *
 * @returns whether the bytes passed
 */
export function checkPickleInvariants(bytes: Uint8Array): boolean {
  const context = { ...inspectionContext({ instructions: MOST_INSTRUCTIONS }) };
  const source = new MemorySource(bytes);
  if (bytes.length === 0) return false;
  const { problems } = inspectPickle(source, context);
  for (const problem of problems) checkProblem(problem, bytes.length);
  const passed = problems.every(({ decision }) => decision === 'note');
  let next: number | null = 0;
  while (next !== null && next < bytes.length) {
    const budget = new Budget({ ...context.budget.limits });
    const options = { start: next, budget, inlineData: false };
    const run: PickleRun = new PickleMachine(source, options).run();
    assert.ok(run.instructions <= bytes.length - next + 1, 'an instruction is run twice');
    if (passed) checkEffects(run, context.policy);
    next = run.end.kind === 'stop' && run.end.next > next ? run.end.next : null;
    if (passed) assert.equal(run.end.kind, 'stop', 'a stream without an end passes');
  }
  return passed;
}

function checkProblem({ offset, summary, rule }: Problem, length: number): void {
  assert.ok(offset === null || (offset >= 0 && offset <= length), `${rule} lies at ${offset}`);
  // Whatever the file says is made visible before it is shown.
  assert.doesNotMatch(summary, /\p{Cc}|\p{Cf}/u);
}

function checkEffects({ effects, symbols, heap, faults }: PickleRun, policy: Policy): void {
  assert.deepEqual(faults, [], 'what readers disagree about passes');
  const ruleOf = (value: Value): SymbolRule | undefined => {
    if (kindOf(value) !== Kind.Symbol) return undefined;
    const { module, name } = symbols.get(payloadOf(value));
    return policy.symbols.get(symbolKey(module, name));
  };
  for (const { module, name } of symbols.entries) {
    assert.ok(policy.symbols.has(symbolKey(module, name)), `${module}.${name} passes`);
  }
  for (let number = 0; number < effects.count; number++) {
    const effect: Effect = effects.get(number);
    switch (effect.kind) {
      case EffectKind.Call:
        assert.ok(ruleOf(effect.subject)?.call !== undefined, 'a call passes');
        break;
      case EffectKind.New:
        assert.ok(ruleOf(effect.subject)?.new !== undefined, 'an instance passes');
        break;
      case EffectKind.Instantiate: {
        const rule = ruleOf(effect.subject);
        assert.ok(rule?.call !== undefined || rule?.new !== undefined, 'an instance passes');
        break;
      }
      case EffectKind.Build:
      case EffectKind.Append:
      case EffectKind.SetItem:
      case EffectKind.Add: {
        assert.equal(kindOf(effect.subject), Kind.Object, 'a change of another value passes');
        const maker = effects.get(heap.first(effect.subject));
        assert.ok(ruleOf(maker.subject) !== undefined, 'a change of an unknown object passes');
        break;
      }
      default:
        assert.fail(`an effect of kind ${effect.kind} passes`);
    }
  }
}
