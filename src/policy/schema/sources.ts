import { z } from 'zod';
import { duration } from '../duration.ts';
import { SOURCE_DEMANDS, type SourceSettings } from '../settings.ts';
import { SOURCE_TYPES } from '../source-types.ts';
import { isUriPattern } from '../uri-pattern.ts';

const demands = z.array(z.enum(SOURCE_DEMANDS)).default([]);

const allowRule = z.strictObject({
  name: z.string().min(1).meta({ description: 'How the rule is called in verdicts.' }),
  types: z.array(z.enum(SOURCE_TYPES)).min(1).optional(),
  uris: z
    .array(
      z.string().refine(isUriPattern, {
        error: 'must be a pattern of URIs such as https://*.example.org/data/**',
      }),
    )
    .min(1)
    .meta({ description: 'Every URI of the source must match one of these.' }),
  publishers: z.array(z.string()).min(1).optional(),
  licences: z.array(z.string()).min(1).optional(),
  tier: z.string().optional().meta({ description: 'The most trust that the rule gives.' }),
  require: demands,
});

const typeRule = z.strictObject({
  tier: z.string().optional().meta({ description: 'The most trust that sources of the type get.' }),
  reviews: z.int().min(1).max(10).optional(),
  require: demands,
});

/** Which sources may be on the allowlist, and who must have looked at them. */
export const sources: z.ZodType<SourceSettings> = z
  .strictObject({
    allow: z
      .array(allowRule)
      .default([])
      .meta({ description: 'Where there are rules, a source must match one of them.' }),
    types: z.partialRecord(z.enum(SOURCE_TYPES), typeRule).default({}),
    reviews: z
      .int()
      .min(1)
      .max(10)
      .default(1)
      .meta({ description: 'People other than the requester who must approve a source.' }),
    revivalGap: duration
      .default('365d')
      .meta({ description: 'A source that was silent for longer is reviewed anew.' }),
  })
  .prefault({});
