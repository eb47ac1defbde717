import { z } from 'zod';
import { LADDER_STEPS } from '../../findings/ladder.ts';
import { duration } from '../duration.ts';
import type {
  PolicySettings,
  PromotionSettings,
  ScreeningSettings,
  TrainingSettings,
} from '../settings.ts';

const step = z.enum(LADDER_STEPS);

/** What a scan must have said. */
export const screening: z.ZodType<ScreeningSettings> = z
  .strictObject({
    required: z.boolean().default(true),
    failOn: step
      .default('suspected-poisoning')
      .meta({ description: 'The lowest step that fails.' }),
    holdOn: step.optional().meta({ description: 'The lowest step that a person must look at.' }),
    freshFor: duration.default('30d').meta({ description: 'A scan that is older does not count.' }),
    checks: z.array(z.string()).default([]).meta({
      description: 'Checks that must have run, even where data could lack what they need.',
    }),
    tiers: z
      .record(
        z.string(),
        z.strictObject({
          failOn: step.optional(),
          holdOn: step.optional(),
          freshFor: duration.optional(),
          checks: z.array(z.string()).optional(),
        }),
      )
      .default({})
      .meta({ description: 'What differs for a trust tier.' }),
  })
  .prefault({});

/** For how long a gate stays open. */
export const verdicts: z.ZodType<PolicySettings['verdicts']> = z
  .strictObject({ expireAfter: duration.default('90d') })
  .prefault({});

/** What may be trained on. */
export const training: z.ZodType<TrainingSettings> = z
  .strictObject({
    tiers: z
      .array(z.string())
      .min(1)
      .optional()
      .meta({ description: 'Tiers that may be trained on.' }),
    maxTaintedShare: z
      .number()
      .min(0)
      .max(1)
      .default(1)
      .meta({ description: 'Of the records, how many may come from the lowest tier.' }),
  })
  .prefault({});

/** How long things stay. */
export const retention: z.ZodType<PolicySettings['retention']> = z
  .strictObject({
    keep: duration
      .default('365d')
      .meta({ description: 'How long a version stays after its last use.' }),
  })
  .prefault({});

/** What a model must have shown before it is served. */
export const promotion: z.ZodType<PromotionSettings> = z
  .strictObject({
    suites: z.array(z.string()).default([]).meta({ description: 'Suites that must have passed.' }),
    freshFor: duration.default('30d').meta({ description: 'Results that are older do not count.' }),
    comparison: z
      .boolean()
      .default(true)
      .meta({ description: 'Whether it is compared with its predecessor.' }),
    probeBudget: z
      .int()
      .min(0)
      .default(1000)
      .meta({ description: 'Queries that trigger probes must have spent.' }),
    sampling: z
      .boolean()
      .default(true)
      .meta({ description: 'Whether feedback must have been sampled and looked at.' }),
    overrides: z
      .strictObject({
        allowed: z.boolean().default(true),
        people: z.int().min(2).max(10).default(2).meta({ description: 'Together with who asks.' }),
        longest: duration.default('14d'),
      })
      .prefault({}),
  })
  .prefault({});
