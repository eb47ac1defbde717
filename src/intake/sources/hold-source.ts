import type { SourceRow } from '../../registry/rows/sources.ts';
import type { ActingIdentity } from '../../workspace/identities/acting-identity.ts';
import type { UnitOfWork } from '../../workspace/unit-of-work.ts';
import type { Signal } from '../connectors/signal.ts';
import { recordSource } from './record-source.ts';

/**
 * Takes a source off the allowlist until it is reviewed again. What was seen becomes part of its entry,
 * so earlier reviews are about another one, and do not count.
 */
export async function holdSource(
  unit: UnitOfWork,
  { source, signals }: { readonly source: SourceRow; readonly signals: readonly Signal[] },
  acting: ActingIdentity,
): Promise<SourceRow> {
  const what = signals.map((signal) => signal.what);
  const revived = signals.find((signal) => signal.revived !== undefined)?.revived;
  const held = await recordSource(
    unit,
    {
      entry: {
        ...source,
        state: 'proposed',
        stateChanged: unit.now,
        details: {
          ...source.details,
          ...(revived === undefined ? {} : { revived }),
          changed: { time: unit.now, what },
        },
      },
      act: 'proposed',
      leaf: 'source.held',
      reason: what.join(' '),
    },
    acting,
  );
  await unit.registry.sources.replace(held);
  return held;
}
