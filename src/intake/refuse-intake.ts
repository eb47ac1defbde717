import type { Digest } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import type { ActingIdentity } from '../workspace/identities/acting-identity.ts';
import type { Workspace } from '../workspace/workspace.ts';

/**
 * Notes in the ledger that data were kept out, then says so: an attempt leaves a trace too (requirement
 * AL-01).
 *
 * @param subjects what it was about, as far as it is known by digest
 */
export async function refuseIntake(
  workspace: Workspace,
  refusal: CredenceError,
  {
    identity,
    subjects,
  }: { readonly identity: ActingIdentity['identity']; readonly subjects: readonly Digest[] },
): Promise<never> {
  await workspace.commit((unit) =>
    unit.log({ type: 'intake.refused', subjects, statement: null, actor: identity.keyId }),
  );
  throw refusal;
}

/** The refusal of data from a place that is not on the allowlist. */
export function notAllowed(what: string, hint: string): CredenceError {
  return new CredenceError('NOT_ALLOWED', what, { hint });
}
