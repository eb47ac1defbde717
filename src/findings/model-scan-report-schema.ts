import { z } from 'zod';
import type { Digest } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import { visibleText } from '../core/visible-text.ts';
import { SEVERITIES } from './finding.ts';
import type { ModelFileFinding, ModelFileReport, ModelScanReport } from './model-file-report.ts';
import { VERDICTS } from './verdict.ts';

const count = z.int().min(0);

// The pattern proves what the brand promises; zod has no way to say so in a type.
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/) as unknown as z.ZodType<Digest>;

const fileFinding: z.ZodType<ModelFileFinding> = z.object({
  id: z.string(),
  fingerprint: digest,
  rule: z.string(),
  decision: z.enum(['fail', 'held', 'inconclusive', 'note']),
  severity: z.enum(SEVERITIES),
  offset: count.nullable(),
  length: count.nullable(),
  summary: z.string(),
  suggestedAction: z.string(),
  references: z.array(
    z.object({
      standard: z.enum(['MITRE ATLAS', 'OWASP LLM', 'OWASP ML', 'NIST AI 100-2', 'CWE', 'UTS 39']),
      edition: z.string(),
      id: z.string(),
      title: z.string(),
    }),
  ),
});

const fileReport: z.ZodType<ModelFileReport> = z.object({
  path: z.string(),
  digest: digest.nullable(),
  bytes: count,
  format: z.string(),
  verdict: z.enum(VERDICTS),
  rule: z.string(),
  findings: z.array(fileFinding),
  program: z.string().nullable(),
  members: z.lazy(() => z.array(fileReport)),
});

/**
 * The form of `credence model scan --json`. Fields it does not know are left out on reading, so that
 * an older Credence reads what a newer one wrote. The compiler checks it against `ModelScanReport`.
 */
export const modelScanReportSchema: z.ZodType<ModelScanReport> = z.object({
  schemaVersion: z.literal(1),
  verdict: z.enum(VERDICTS),
  rules: z.array(z.object({ rule: z.string(), verdict: z.enum(VERDICTS), reason: z.string() })),
  files: z.array(fileReport),
  policy: z.object({ name: z.string(), digest }),
  limits: z.array(z.string()),
  program: z.object({ name: z.literal('credence'), version: z.string(), node: z.string() }),
  started: z.string(),
  seconds: z.number().min(0),
});

/**
 * A report on model files that someone else's file claims to be.
 *
 * @throws CredenceError `REPORT_INVALID`, naming the path of the first thing that is wrong
 */
export function parseModelScanReport(json: unknown): ModelScanReport {
  const result = modelScanReportSchema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.map(String).join('.') || 'the document';
  throw new CredenceError(
    'REPORT_INVALID',
    `Not a report on model files: ${visibleText(`${path}: ${issue?.message ?? 'invalid'}`)}.`,
    { hint: 'Give the file that `credence model scan --json` wrote.', cause: result.error },
  );
}
