import { z } from 'zod';
import type { Digest } from '../../core/digest.ts';
import { LADDER_STEPS, type LadderStep } from '../../findings/ladder.ts';
import type { CheckRun, ScanReport } from '../../findings/scan-report.ts';
import { type DecidingRule, VERDICTS, type Verdict } from '../../findings/verdict.ts';
import type { PredicateType } from '../in-toto/predicate-type.ts';
import { descriptorOf } from '../in-toto/resource-descriptor.ts';
import { makeStatement, type Statement } from '../in-toto/statement.ts';
import { digestSchema, utcTimeSchema, wordsSchema } from '../scalars.ts';
import { decidingRulesSchema } from './deciding-rules.ts';
import { POISON_SCAN_URI } from './predicate-uris.ts';

/** What a scan for poison said, under which policy, and what it did not look at. */
export interface PoisonScanPredicate {
  readonly verdict: Verdict;
  readonly ladder: LadderStep | 'none';
  readonly rules: readonly DecidingRule[];
  /** Digest over the records that were read, whatever container they came in. */
  readonly records: Digest;
  readonly recordCount: number;
  readonly badRows: number;
  readonly flaggedRecords: number;
  readonly baseline: Digest | null;
  /** Why only a part was read, where it was. */
  readonly sampled: string | null;
  /** Digest of the policy under which the verdict was reached. */
  readonly policy: Digest;
  readonly program: ScanningProgram;
  /** Digest of the whole report; whoever has it can see the grounds. */
  readonly report: Digest;
  /** Fingerprints of the findings; the same pattern has the same one in every version of the data. */
  readonly findings: readonly FindingReference[];
  readonly checks: readonly CheckReference[];
  readonly limits: readonly string[];
  readonly started: string;
}

export interface ScanningProgram {
  readonly name: string;
  readonly version: string;
  readonly node: string;
  /** Digest of the program itself; null where it was not taken. */
  readonly digest: Digest | null;
}

export interface FindingReference {
  readonly fingerprint: Digest;
  readonly ladder: LadderStep;
  readonly records: number;
  /** Whether a kept decision of a person covers it. */
  readonly decided: boolean;
}

export type CheckReference = Pick<CheckRun, 'id' | 'version' | 'state'>;

const count = z.int().min(0);

export const POISON_SCAN: PredicateType<PoisonScanPredicate> = {
  uri: POISON_SCAN_URI,
  title: 'poison-scan/v1',
  schema: z.object({
    verdict: z.enum(VERDICTS),
    ladder: z.enum([...LADDER_STEPS, 'none']),
    rules: decidingRulesSchema,
    records: digestSchema,
    recordCount: count,
    badRows: count,
    flaggedRecords: count,
    baseline: digestSchema.nullable(),
    sampled: z.string().nullable(),
    policy: digestSchema,
    program: z.object({
      name: wordsSchema,
      version: wordsSchema,
      node: wordsSchema,
      digest: digestSchema.nullable(),
    }),
    report: digestSchema,
    findings: z.array(
      z.object({
        fingerprint: digestSchema,
        ladder: z.enum(LADDER_STEPS),
        records: count,
        decided: z.boolean(),
      }),
    ),
    checks: z.array(
      z.object({
        id: wordsSchema,
        version: count,
        state: z.enum(['ran', 'not-applicable', 'not-run']),
      }),
    ),
    limits: z.array(z.string()),
    started: utcTimeSchema,
  }),
};

/** What a report does not say about itself. */
export interface ScanContext {
  /** The dataset version that was scanned; null for a file outside any workspace. */
  readonly version: Digest | null;
  /** Digest of the report's bytes as they are kept. */
  readonly report: Digest;
  readonly policy: Digest;
  readonly program: Digest | null;
}

/**
 * Says what a scan found. Its subjects are the version, where there is one, the records, and each file
 * that was read.
 */
export function poisonScanStatement(
  report: ScanReport,
  context: ScanContext,
): Statement<PoisonScanPredicate> {
  const { dataset } = report;
  const version = context.version === null ? [] : [descriptorOf(context.version)];
  const files = dataset.files.map(({ path, digest }) => descriptorOf(digest, { name: path }));
  return makeStatement(
    POISON_SCAN,
    [...version, descriptorOf(dataset.digest, { name: dataset.name }), ...files],
    predicateOf(report, context),
  );
}

function predicateOf(report: ScanReport, context: ScanContext): PoisonScanPredicate {
  const { dataset } = report;
  return {
    verdict: report.verdict,
    ladder: report.ladder,
    rules: report.rules,
    records: dataset.digest,
    recordCount: dataset.records,
    badRows: dataset.badRowCount,
    flaggedRecords: report.flaggedRecords,
    baseline: dataset.baseline?.digest ?? null,
    sampled: dataset.sampled,
    policy: context.policy,
    program: { ...report.program, digest: context.program },
    report: context.report,
    findings: [...report.findings, ...report.quality].map((finding) => ({
      fingerprint: finding.fingerprint,
      ladder: finding.ladder,
      records: finding.records.total,
      decided: finding.decision !== null,
    })),
    checks: report.checks.map(({ id, version, state }) => ({ id, version, state })),
    limits: report.limits,
    started: report.started,
  };
}
