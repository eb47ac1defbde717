import { z } from 'zod';
import { CredenceError } from '../core/error.ts';
import type { ScanReport } from '../findings/scan-report.ts';
import { scanReportSchema } from '../findings/scan-report-schema.ts';
import { redactReport } from './redacted.ts';
import { visibleJson } from './visible-json.ts';

/**
 * A report as JSON (RFC 8259), indented by two spaces, with a line feed at the end. Field names
 * are stable within a `schemaVersion`; the schema is `docs/scan-report.schema.json`.
 *
 * @throws CredenceError `INTERNAL` where a number is not one
 */
export function renderJson(report: ScanReport, options: { readonly redact: boolean }): string {
  return visibleJson(options.redact ? redactReport(report) : report);
}

/** The JSON Schema (draft 2020-12) of what `renderJson` writes. */
export function reportJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(scanReportSchema, { io: 'input' });
  if (schema.type !== 'object') {
    throw new CredenceError('INTERNAL', 'The schema of a scan report is not that of an object.');
  }
  const { $schema, ...rest } = schema;
  return {
    $schema,
    title: 'Credence scan report',
    description:
      'What `credence scan --json` writes. Readers must tolerate fields that are not named here.',
    ...rest,
  };
}
