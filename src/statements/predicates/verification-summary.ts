import { z } from 'zod';
import { type DecidingRule, VERDICTS, type Verdict } from '../../findings/verdict.ts';
import type { PredicateType } from '../in-toto/predicate-type.ts';
import {
  type ResourceDescriptor,
  resourceDescriptorSchema,
  type Subject,
} from '../in-toto/resource-descriptor.ts';
import { makeStatement, type Statement } from '../in-toto/statement.ts';
import { utcTimeSchema, wordsSchema } from '../scalars.ts';
import { decidingRulesSchema } from './deciding-rules.ts';

/** A gate's verdict: what a verifier decided under a policy (SLSA Verification Summary v1). */
export interface VerificationSummaryPredicate {
  readonly verifier: {
    readonly id: string;
    readonly version?: Readonly<Record<string, string>> | undefined;
  };
  readonly timeVerified: string;
  readonly resourceUri: string;
  readonly policy: ResourceDescriptor;
  readonly inputAttestations?: readonly ResourceDescriptor[] | undefined;
  readonly verificationResult: 'PASSED' | 'FAILED';
  readonly verifiedLevels: readonly string[];
  readonly dependencyLevels?: Readonly<Record<string, number>> | undefined;
  readonly slsaVersion?: string | undefined;
  /** Extension of Credence, left out by other makers: the gate, its own word, and every rule. */
  readonly credence_gate?: GateDecision | undefined;
}

/** What a gate decided. SLSA knows two results; held and inconclusive are FAILED there. */
export interface GateDecision {
  readonly gate: string;
  readonly verdict: Verdict;
  /** Every rule that took part, passing ones too. */
  readonly rules: readonly DecidingRule[];
  readonly expires: string | null;
}

export const VERIFICATION_SUMMARY: PredicateType<VerificationSummaryPredicate> = {
  uri: 'https://slsa.dev/verification_summary/v1',
  title: 'verification-summary/v1',
  schema: z
    .object({
      verifier: z.object({
        id: wordsSchema,
        version: z.record(z.string(), z.string()).optional(),
      }),
      timeVerified: utcTimeSchema,
      resourceUri: wordsSchema,
      policy: resourceDescriptorSchema,
      inputAttestations: z.array(resourceDescriptorSchema).optional(),
      verificationResult: z.enum(['PASSED', 'FAILED']),
      verifiedLevels: z.array(z.string()),
      dependencyLevels: z.record(z.string(), z.int().min(0)).optional(),
      slsaVersion: z.string().optional(),
      credence_gate: z
        .object({
          gate: wordsSchema,
          verdict: z.enum(VERDICTS),
          rules: decidingRulesSchema.refine((rules) => rules.length > 0, 'names no rule'),
          expires: utcTimeSchema.nullable(),
        })
        .refine(
          ({ verdict, rules }) =>
            verdict !== 'pass' || rules.every((rule) => rule.verdict === 'pass'),
          'passes against one of its own rules',
        )
        .optional(),
    })
    .refine(
      ({ verificationResult, credence_gate: decision }) =>
        decision === undefined ||
        (verificationResult === 'PASSED') === (decision.verdict === 'pass'),
      'says PASSED or FAILED against its own gate',
    ),
};

/** Everything that a gate knows when it has decided. */
export interface GateVerdictFacts extends GateDecision {
  readonly verifier: { readonly id: string; readonly version: string };
  readonly decided: string;
  /** What the verdict is about, for example `credence:dataset/tickets`. */
  readonly resourceUri: string;
  readonly policy: ResourceDescriptor;
  /** Statements that were taken into account. */
  readonly evidence: readonly ResourceDescriptor[];
}

/**
 * A gate's verdict about its subjects. Anything but `pass` is FAILED.
 *
 * @throws CredenceError `DATA_MALFORMED`
 */
export function gateVerdictStatement(
  subject: readonly Subject[],
  facts: GateVerdictFacts,
): Statement<VerificationSummaryPredicate> {
  const { gate, verdict, rules, expires, verifier } = facts;
  const passed = verdict === 'pass';
  return makeStatement(VERIFICATION_SUMMARY, subject, {
    verifier: { id: verifier.id, version: { credence: verifier.version } },
    timeVerified: facts.decided,
    resourceUri: facts.resourceUri,
    policy: facts.policy,
    inputAttestations: facts.evidence,
    verificationResult: passed ? 'PASSED' : 'FAILED',
    verifiedLevels: passed ? [`CREDENCE_${gate.toUpperCase()}`] : [],
    slsaVersion: '1.2',
    credence_gate: { gate, verdict, rules, expires },
  });
}
