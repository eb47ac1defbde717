import { z } from 'zod';
import { ROLES } from '../../records/roles.ts';
import type { DatasetRoles } from '../settings.ts';

const columns = z
  .union([z.string(), z.array(z.string())], { error: 'must be a column or a list of columns' })
  .transform((value) => (typeof value === 'string' ? [value] : value))
  .meta({ description: 'A column, or several, by name or 1-based number.' });

const roles = z.partialRecord(z.enum(ROLES), columns);

/** Which columns of which files hold what; `credence scan` reads it. */
export const datasetRoles: z.ZodType<readonly DatasetRoles[]> = z
  .array(
    z.strictObject({
      files: z.string().meta({ description: 'A glob over paths below this file.' }),
      roles,
    }),
  )
  .default([]);
