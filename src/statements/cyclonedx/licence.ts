import { z } from 'zod';
import type { LicenseChoice } from './bom.ts';
import { officialSchema } from './official-schema.ts';

let identifiers: ReadonlySet<string> | undefined;

/** SPDX publishes its identifiers as the values of one enumeration. */
const listSchema = z.object({ enum: z.array(z.string()) });

const WORD = /^[A-Za-z0-9.+-]+$/;

/**
 * A licence as CycloneDX has it: by its SPDX identifier, as an SPDX expression, or by whatever name it
 * goes under.
 */
export function licenceChoice(licence: string): LicenseChoice {
  if (isIdentifier(licence)) return { license: { id: licence } };
  return isExpression(licence) ? { expression: licence } : { license: { name: licence } };
}

/** Whether every name in it is known to SPDX (annex "SPDX license expressions"). */
function isExpression(text: string): boolean {
  const words = text.replaceAll(/[()]/g, ' ').trim().split(/\s+/);
  return (
    words.length > 2 &&
    words.length % 2 === 1 &&
    words.every((word, at) =>
      at % 2 === 1
        ? word === 'AND' || word === 'OR' || word === 'WITH'
        : WORD.test(word) && isIdentifier(word.replace(/\+$/, '')),
    )
  );
}

function isIdentifier(text: string): boolean {
  identifiers ??= new Set(listSchema.parse(officialSchema('spdx')).enum);
  return identifiers.has(text);
}
