import { CredenceError } from '../../core/error.ts';
import type { SourceRow } from '../../registry/rows/sources.ts';
import type { ActingIdentity } from '../../workspace/identities/acting-identity.ts';
import type { Committed, Workspace } from '../../workspace/workspace.ts';
import { recordSource } from './record-source.ts';
import { needSource } from './review-source.ts';

/**
 * Takes a source off the allowlist for good. What came from it stays known, and gates ask for the state
 * of its source.
 *
 * @throws CredenceError `NOT_FOUND`; `USAGE` without a reason, or where it is withdrawn already
 */
export async function withdrawSource(
  workspace: Workspace,
  { source: name, reason }: { readonly source: string; readonly reason: string },
  acting: ActingIdentity,
): Promise<Committed<SourceRow>> {
  if (reason.trim() === '')
    throw new CredenceError('USAGE', 'A withdrawal needs a reason.', {
      hint: 'Say with --reason what happened.',
    });
  return await workspace.commit(async (unit) => {
    const source = await needSource(unit, name);
    if (source.state === 'withdrawn')
      throw new CredenceError('USAGE', `The source ${source.name} is withdrawn already.`);
    const entry: SourceRow = { ...source, state: 'withdrawn', stateChanged: unit.now };
    const act = { act: 'withdrawn', leaf: 'source.withdrawn', reason } as const;
    const withdrawn = await recordSource(unit, { entry, ...act }, acting);
    await unit.registry.sources.replace(withdrawn);
    return withdrawn;
  });
}
