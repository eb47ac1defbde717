import { CredenceError } from '../core/error.ts';
import { visibleText } from '../core/visible-text.ts';
import type { ActingIdentity } from '../workspace/identities/acting-identity.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Attempt, signRetrieval } from './retrieval-record.ts';
import { sourceEntryDigest } from './sources/source-entry.ts';

/**
 * Records data that are not what they should be (requirement IN-02): a blocked retrieval, signed, and an
 * entry in the ledger. No version comes of them.
 *
 * @throws CredenceError `INTEGRITY_FAILED`, always
 */
export async function blockIntake(
  workspace: Workspace,
  attempt: Attempt,
  acting: ActingIdentity,
): Promise<never> {
  await workspace.commit(async (unit) => {
    const retrieval = await signRetrieval(unit, attempt, acting);
    await unit.registry.retrievals.add(retrieval);
    await unit.log({
      type: 'intake.blocked',
      subjects: [sourceEntryDigest(attempt.source), attempt.content],
      statement: retrieval.statement,
      actor: acting.identity.keyId,
    });
  });
  throw refusal(attempt);
}

function refusal({ mismatches: [first, ...others], content }: Attempt): CredenceError {
  if (first === undefined)
    return new CredenceError(
      'INTEGRITY_FAILED',
      `The data are ${content}, and others were expected.`,
      {
        hint: 'Do not use them. Compare the digest with what the publisher says now.',
      },
    );
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return new CredenceError(
    'INTEGRITY_FAILED',
    `${visibleText(first.path)}${more} is not what its publisher says: ${first.algorithm} ${first.found} instead of ${first.published}.`,
    { hint: 'Do not use it. Find out which of the two was changed; the attempt is recorded.' },
  );
}
