import { CredenceError } from '../core/error.ts';
import type { RunRow } from '../registry/rows/runs.ts';
import type { ActingIdentity } from '../workspace/identities/acting-identity.ts';
import { findRun } from '../workspace/runs/find-run.ts';
import type { Committed, Workspace } from '../workspace/workspace.ts';

/**
 * Records that a run came to nothing.
 *
 * @throws CredenceError `NOT_FOUND`; `USAGE` where it has ended already; `NOT_ALLOWED`
 */
export async function failRun(
  workspace: Workspace,
  reference: string,
  { identity }: ActingIdentity,
): Promise<Committed<RunRow>> {
  const { id } = await findRun(workspace.read, reference);
  return await workspace.commit(async (unit) => {
    const run = await unit.registry.runs.find(id);
    if (run?.state !== 'started')
      throw new CredenceError('USAGE', `The run ${id.slice(0, 12)} has ended already.`, {
        hint: 'See it with credence run show.',
      });
    const failed: RunRow = { ...run, state: 'failed', finished: unit.now };
    await unit.registry.runs.replace(failed);
    await unit.log({
      type: 'run.failed',
      subjects: (await unit.registry.runs.inputs(id)).map(({ version }) => version),
      statement: null,
      actor: identity.keyId,
    });
    return failed;
  });
}
