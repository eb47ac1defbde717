import type { InspectionContext } from '../../../src/modelfiles/inspection.ts';
import { EffectKind } from '../../../src/modelfiles/pickle/effect-log.ts';
import type { PickleRun } from '../../../src/modelfiles/pickle/pickle-run.ts';
import { readPickleStream } from '../../../src/modelfiles/pickle/pickle-stream.ts';
import { Kind, kindOf, payloadOf } from '../../../src/modelfiles/pickle/value.ts';
import { symbolKey } from '../../../src/modelfiles/policy/policy.ts';
import { MemorySource } from '../../../src/modelfiles/sources/memory-source.ts';

/**
 * What a file that passed would do against the policy, read off the machine's own log and not from
 * the judge that let it pass; `null` where there is nothing.
 */
export function forbiddenEffect(bytes: Uint8Array, context: InspectionContext): string | null {
  const source = new MemorySource(bytes);
  for (let start: number | null = 0; start !== null && start < bytes.length; ) {
    const options = { start, inlineData: true, storages: null };
    const stream = readPickleStream(source, context, options);
    const forbidden = forbiddenIn(stream.run, context);
    if (forbidden !== null) return forbidden;
    start = stream.next;
  }
  return null;
}

function forbiddenIn(
  { end, effects, symbols }: PickleRun,
  context: InspectionContext,
): string | null {
  const { policy } = context;
  if (end.kind !== 'stop') return `the stream ends as ${end.kind}`;
  const keys = symbols.entries.map(({ module, name }) => symbolKey(module, name));
  const unknown = keys.find((key) => !policy.symbols.has(key));
  if (unknown !== undefined) return `imports ${unknown}`;
  for (let number = 0; number < effects.count; number++) {
    const { kind, subject } = effects.get(number);
    const rule =
      kindOf(subject) === Kind.Symbol
        ? policy.symbols.get(keys[payloadOf(subject)] ?? '')
        : undefined;
    switch (kind) {
      case EffectKind.Call:
      case EffectKind.Instantiate:
        if (rule?.call === undefined && rule?.new === undefined) return `calls at effect ${number}`;
        break;
      case EffectKind.New:
        if (rule?.new === undefined) return `makes an instance at effect ${number}`;
        break;
      case EffectKind.Build:
      case EffectKind.Append:
      case EffectKind.SetItem:
      case EffectKind.Add:
        if (kindOf(subject) !== Kind.Object) return `changes no instance at effect ${number}`;
        break;
      case EffectKind.Persistent:
      case EffectKind.Extension:
      case EffectKind.Buffer:
        return `takes from outside at effect ${number}`;
    }
  }
  return null;
}
