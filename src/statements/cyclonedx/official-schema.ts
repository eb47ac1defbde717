import { readFileSync } from 'node:fs';

/** The JSON schemas that CycloneDX publishes, and those that they refer to. */
export type OfficialSchema = 'bom-1.7' | 'bom-1.6' | 'spdx' | 'jsf-0.82' | 'cryptography-defs';

const FILES: Readonly<Record<OfficialSchema, URL>> = {
  'bom-1.7': new URL('./schemas/bom-1.7.schema.json', import.meta.url),
  'bom-1.6': new URL('./schemas/bom-1.6.schema.json', import.meta.url),
  spdx: new URL('./schemas/spdx.schema.json', import.meta.url),
  'jsf-0.82': new URL('./schemas/jsf-0.82.schema.json', import.meta.url),
  'cryptography-defs': new URL('./schemas/cryptography-defs.schema.json', import.meta.url),
};

/** One schema as it was published; read when it is needed, for together they have 650 KB. */
export function officialSchema(name: OfficialSchema): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(FILES[name], 'utf8'));
}
