import { z } from 'zod';
import { policySchema } from './schema/policy-schema.ts';

/** The JSON Schema (draft 2020-12) of `credence.yaml`, for editors; `docs/credence.schema.json` holds it. */
export function policyJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(policySchema, { io: 'input' });
  return { $schema, ...schema };
}
