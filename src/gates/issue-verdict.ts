import type { Digest } from '../core/digest.ts';
import { program } from '../findings/program.ts';
import { after } from '../policy/duration.ts';
import type { Policy } from '../policy/policy.ts';
import type { Decision } from '../policy/rule-outcome.ts';
import { descriptorOf } from '../statements/in-toto/resource-descriptor.ts';
import { signStatement } from '../statements/in-toto/signed-statement.ts';
import { gateVerdictStatement } from '../statements/predicates/verification-summary.ts';
import type { ActingIdentity } from '../workspace/identities/acting-identity.ts';
import type { UnitOfWork } from '../workspace/unit-of-work.ts';

export interface GateVerdict {
  readonly gate: 'admission' | 'training' | 'promotion';
  readonly subject: { readonly name: string; readonly digest: Digest };
  readonly decision: Decision;
  readonly policy: Policy;
  /** Statements that were taken into account. */
  readonly evidence: readonly Digest[];
  /** What later gates need to know. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface IssuedVerdict {
  readonly statement: Digest;
  /** When it stops counting; null where it never counted. */
  readonly expires: string | null;
}

/**
 * Signs what a gate decided as a SLSA verification summary, with every rule, and keeps it. The entry of
 * the ledger is the caller's, who knows what changed with it.
 */
export async function issueVerdict(
  unit: UnitOfWork,
  { gate, subject, decision, policy, evidence, details }: GateVerdict,
  { signer }: ActingIdentity,
): Promise<IssuedVerdict> {
  const expires =
    decision.verdict === 'pass' ? after(unit.now, policy.settings.verdicts.expireAfter) : null;
  const statement = gateVerdictStatement([descriptorOf(subject.digest, { name: subject.name })], {
    gate,
    verdict: decision.verdict,
    rules: decision.rules.flatMap(({ rule, subject: about, outcome, reason }) =>
      outcome === 'not-applicable'
        ? []
        : [{ rule: about === null ? rule : `${rule} ${about}`, verdict: outcome, reason }],
    ),
    expires,
    verifier: { id: 'https://credence/gate', version: program().version },
    decided: unit.now,
    resourceUri: `credence:${gate}/${subject.name}`,
    policy: descriptorOf(policy.digest, { name: policy.file }),
    evidence: evidence.map((digest) => descriptorOf(digest)),
  });
  const { digest } = await unit.put({ bytes: JSON.stringify(signStatement(statement, [signer])) });
  await unit.registry.verdicts.add({
    statement: digest,
    subject: subject.digest,
    gate,
    verdict: decision.verdict,
    policy: policy.digest,
    issued: unit.now,
    expires,
    details,
  });
  return { statement: digest, expires };
}
