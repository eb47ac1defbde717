import type { Digest } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import { program } from '../findings/program.ts';
import type { Bom } from '../statements/cyclonedx/bom.ts';
import { type BomOptions, buildBom } from '../statements/cyclonedx/build-bom.ts';
import { bomProblems } from '../statements/cyclonedx/validate-bom.ts';
import type { TrainingRunFacts } from '../statements/facts/training-run-facts.ts';
import { signStatement } from '../statements/in-toto/signed-statement.ts';
import { bomStatement } from '../statements/predicates/cyclonedx-bom.ts';
import type { ActingIdentity } from '../workspace/identities/acting-identity.ts';
import type { Workspace } from '../workspace/workspace.ts';

export type BillOptions = Omit<BomOptions, 'tool' | 'timestamp' | 'author'> & {
  /** Who answers for what was declared; who started the run where absent. */
  readonly author?: string | undefined;
};

/**
 * The bill of materials of a finished run, valid by the official schema.
 *
 * @throws CredenceError `DATA_MALFORMED` naming every fact that is missing
 */
export function billOf(
  facts: TrainingRunFacts,
  { author, ...options }: BillOptions,
  timestamp: string,
): Bom {
  const bom = buildBom(facts, {
    ...options,
    timestamp,
    author: { name: author ?? facts.startedBy },
    tool: { name: program().name, version: program().version },
  });
  const [problem] = bomProblems(bom);
  if (problem === undefined) return bom;
  throw new CredenceError(
    'DATA_MALFORMED',
    `A fact of the run has no place in CycloneDX: ${problem.pointer} ${problem.message}.`,
    { hint: 'Addresses must be URIs, and licences SPDX identifiers, expressions or names.' },
  );
}

/**
 * Signs a bill as a statement about the model and its files, keeps it, and logs it.
 *
 * @returns the DSSE envelope as JSON
 * @throws CredenceError `NOT_ALLOWED`
 */
export async function signBill(
  workspace: Workspace,
  { bom, model }: { readonly bom: Bom; readonly model: Digest },
  { identity, signer }: ActingIdentity,
): Promise<string> {
  const bytes = JSON.stringify(signStatement(bomStatement(bom), [signer]));
  await workspace.commit(async (unit) => {
    const { digest } = await unit.put({ bytes });
    await unit.log({
      type: 'bill.signed',
      subjects: [model],
      statement: digest,
      actor: identity.keyId,
    });
  });
  return bytes;
}
