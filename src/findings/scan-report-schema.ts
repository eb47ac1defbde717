import { z } from 'zod';
import type { Digest } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import { visibleText } from '../core/visible-text.ts';
import { ATTACK_CLASSES } from './attack-class.ts';
import type { Finding, Plot } from './finding.ts';
import { SEVERITIES } from './finding.ts';
import { LADDER_STEPS } from './ladder.ts';
import type { Pattern } from './pattern.ts';
import type { ScanReport } from './scan-report.ts';
import { VERDICTS } from './verdict.ts';

const count = z.int().min(0);
const offset = z.int().min(0);

// The pattern proves what the brand promises; zod has no way to say so in a type.
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/) as unknown as z.ZodType<Digest>;

const pattern: z.ZodType<Pattern> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('word-sequence'), words: z.array(z.string()) }),
  z.object({ kind: z.literal('word-set'), words: z.array(z.string()) }),
  z.object({ kind: z.literal('character-sequence'), text: z.string() }),
  z.object({ kind: z.literal('skeleton'), elements: z.array(z.string()) }),
  z.object({ kind: z.literal('shape'), property: z.string(), value: z.string() }),
  z.object({
    kind: z.literal('field-values'),
    fields: z.array(z.object({ field: z.string(), value: z.string() })),
  }),
  z.object({
    kind: z.literal('hidden-characters'),
    family: z.string(),
    codePoints: z.array(z.int().min(0).max(0x10ffff)),
  }),
  z.object({ kind: z.literal('copies'), template: z.string(), exact: z.boolean() }),
  z.object({ kind: z.literal('code-weakness'), weakness: z.string(), cwe: z.string() }),
  z.object({ kind: z.literal('style'), elements: z.array(z.string()) }),
  z.object({ kind: z.literal('column'), column: z.string(), problem: z.string() }),
]);

const plot: z.ZodType<Plot> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('observed-expected'),
    title: z.string(),
    observed: z.number(),
    expected: z.number(),
    standardDeviation: z.number().min(0),
    unit: z.string(),
  }),
  z.object({
    kind: z.literal('mix'),
    title: z.string(),
    rows: z.array(
      z.object({ category: z.string(), found: z.number().min(0), all: z.number().min(0) }),
    ),
  }),
  z.object({
    kind: z.literal('timeline'),
    title: z.string(),
    from: z.string(),
    to: z.string(),
    counts: z.array(z.number().min(0)),
  }),
]);

const namedValue = z.object({ name: z.string(), value: z.number() });
const recordReference = z.object({ position: offset, digest });

const evidence = z.object({
  effect: namedValue,
  statistic: namedValue,
  pValue: z.number().min(0).max(1).nullable(),
  qValue: z.number().min(0).max(1).nullable(),
  nullHypothesis: z.string(),
  tried: count.nullable(),
  counts: z.record(z.string(), z.number()),
  plots: z.array(plot),
  examples: z.array(
    z.object({
      position: offset,
      digest,
      text: z.string(),
      label: z.string().nullable(),
      response: z.string().optional(),
      spans: z.array(z.object({ start: offset, end: offset })),
      shortened: z.boolean(),
    }),
  ),
});

const standardReference = z.object({
  standard: z.enum(['MITRE ATLAS', 'OWASP LLM', 'OWASP ML', 'NIST AI 100-2', 'CWE', 'UTS 39']),
  edition: z.string(),
  id: z.string(),
  title: z.string(),
});

const finding: z.ZodType<Finding> = z.object({
  id: z.string(),
  fingerprint: digest,
  check: z.object({ id: z.string(), version: z.int() }),
  attackClass: z.enum(ATTACK_CLASSES).nullable(),
  pattern,
  ladder: z.enum(LADDER_STEPS),
  severity: z.enum(SEVERITIES),
  outcome: z.string().nullable(),
  evidence,
  summary: z.string(),
  counterEvidence: z.string(),
  grounds: z.array(z.string()),
  suggestedAction: z.string(),
  references: z.array(standardReference),
  records: z.object({ total: count, first: z.array(recordReference) }),
  alsoSeenAs: z.array(pattern),
  decision: z
    .object({
      verdict: z.literal('accepted'),
      reason: z.string(),
      by: z.string(),
      expires: z.string().nullable(),
    })
    .nullable(),
});

const dataset = z.object({
  name: z.string(),
  digest,
  files: z.array(z.object({ path: z.string(), format: z.string(), bytes: count, digest })),
  records: count,
  badRows: z.array(z.object({ file: z.string(), line: z.int(), reason: z.string() })),
  badRowCount: count,
  roles: z.array(z.object({ column: z.string(), role: z.string(), reason: z.string() })),
  labels: z.array(z.object({ label: z.string(), records: count })),
  labelCount: count,
  baseline: z.object({ name: z.string(), digest, records: count }).nullable(),
  probabilities: z.object({ file: z.string(), digest, classes: count }).optional(),
  sampled: z.string().nullable(),
});

const checkRun = z.object({
  id: z.string(),
  version: z.int(),
  title: z.string(),
  state: z.enum(['ran', 'not-applicable', 'not-run']),
  note: z.string(),
  misses: z.string(),
  tried: count.nullable(),
  figures: z.array(namedValue).optional(),
});

/**
 * The form of `credence scan --json`. Fields it does not know are left out on reading, so that an
 * older Credence reads what a newer one wrote. The compiler checks it against `ScanReport`.
 */
export const scanReportSchema: z.ZodType<ScanReport> = z.object({
  schemaVersion: z.literal(1),
  verdict: z.enum(VERDICTS),
  ladder: z.enum([...LADDER_STEPS, 'none']),
  rules: z.array(z.object({ rule: z.string(), verdict: z.enum(VERDICTS), reason: z.string() })),
  dataset,
  findings: z.array(finding),
  quality: z.array(finding),
  checks: z.array(checkRun),
  limits: z.array(z.string()),
  flaggedRecords: count,
  program: z.object({ name: z.literal('credence'), version: z.string(), node: z.string() }),
  started: z.string(),
  seconds: z.number().min(0),
});

/**
 * A report that someone else's file claims to be.
 *
 * @throws CredenceError `REPORT_INVALID`, naming the path of the first thing that is wrong
 */
export function parseScanReport(json: unknown): ScanReport {
  const result = scanReportSchema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = visibleText(pathText(issue?.path ?? []));
  throw new CredenceError(
    'REPORT_INVALID',
    `Not a scan report: ${path}: ${visibleText(issue?.message ?? 'invalid')}.`,
    {
      hint: 'Give the file that `credence scan --json` wrote.',
      cause: result.error,
    },
  );
}

function pathText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the document';
  let text = '';
  for (const part of path) {
    text += typeof part === 'number' ? `[${part}]` : `.${String(part)}`;
  }
  return text.replace(/^\./, '');
}
