import { z } from 'zod';
import { CredenceError } from '../../core/error.ts';
import type { ModelScanReport } from '../../findings/model-file-report.ts';
import { modelScanReportSchema } from '../../findings/model-scan-report-schema.ts';
import { visibleJson } from '../visible-json.ts';

/**
 * A report on model files as JSON (RFC 8259). Field names are stable within a `schemaVersion`; the
 * schema is `docs/model-scan-report.schema.json`.
 */
export function renderModelJson(report: ModelScanReport): string {
  return visibleJson(report);
}

/** The JSON Schema (draft 2020-12) of what `renderModelJson` writes. */
export function modelReportJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(modelScanReportSchema, { io: 'input' });
  if (schema.type !== 'object') {
    throw new CredenceError('INTERNAL', 'The schema of a model scan is not that of an object.');
  }
  const { $schema, ...rest } = schema;
  return {
    $schema,
    title: 'Credence model scan report',
    description:
      'What `credence model scan --json` writes. Readers must tolerate fields that are not named here.',
    ...rest,
  };
}
