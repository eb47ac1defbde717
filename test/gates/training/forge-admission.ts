import type { DatasetVersionId } from '../../../src/core/identifiers.ts';
import { issueVerdict } from '../../../src/gates/issue-verdict.ts';
import type { ActingIdentity } from '../../../src/workspace/identities/acting-identity.ts';
import type { PeopledWorkspace } from '../admitted-workspace.ts';

/** A passing verdict that somebody signs past the gate, with an entry in the ledger unless told. */
export async function forgeAdmission(
  { workspace }: Pick<PeopledWorkspace, 'workspace'>,
  version: DatasetVersionId,
  { by, logged }: { readonly by: ActingIdentity; readonly logged: boolean },
): Promise<void> {
  const { policy } = workspace;
  const place = { path: 'training', line: null };
  await workspace.commit(async (unit) => {
    const { statement } = await issueVerdict(
      unit,
      {
        gate: 'admission',
        subject: { name: 'tickets', digest: version },
        decision: {
          verdict: 'pass',
          rules: [
            { rule: 'integrity', subject: null, outcome: 'pass', reason: 'Trust me.', place },
          ],
        },
        policy,
        evidence: [],
        details: { impact: 'high' },
      },
      by,
    );
    const actor = by.identity.keyId;
    await unit.log(
      logged
        ? { type: 'dataset.admitted', subjects: [version], statement, actor }
        : { type: 'note.taken', subjects: [], statement: null, actor },
    );
  });
}
