import { z } from 'zod';
import { duration } from '../duration.ts';
import type {
  ApprovalSettings,
  ContributorSettings,
  DutySettings,
  OwnerSettings,
} from '../settings.ts';
import { SOURCE_TYPES } from '../source-types.ts';

const approvalRule = z.strictObject({
  tiers: z.array(z.string()).min(1).optional(),
  impacts: z.array(z.string()).min(1).optional(),
  sourceTypes: z.array(z.enum(SOURCE_TYPES)).min(1).optional(),
  people: z.int().min(0).max(10),
  roles: z
    .array(z.string())
    .min(1)
    .optional()
    .meta({ description: 'Each of these roles must be held by one of the people.' }),
});

/** How many people must approve what. */
export const approvals: z.ZodType<ApprovalSettings> = z
  .strictObject({
    rules: z
      .array(approvalRule)
      .min(1)
      .default([{ people: 1 }])
      .meta({ description: 'Of the rules that apply, the strictest counts.' }),
    expireAfter: duration
      .default('90d')
      .meta({ description: 'An approval counts for so long, unless it says less itself.' }),
  })
  .prefault({});

/** Who may not approve. */
export const separationOfDuties: z.ZodType<DutySettings> = z
  .strictObject({
    curatorsMayApprove: z.boolean().default(false),
    groups: z
      .union([z.enum(['any', 'none']), z.array(z.string()).min(1)], {
        error: 'must be any, none or a list of groups',
      })
      .default('any')
      .meta({
        description:
          'Groups whose members count as one: none approves what another curated. `any` is every group.',
      }),
  })
  .prefault({});

/** Who answers for data. */
export const owners: z.ZodType<OwnerSettings> = z
  .strictObject({
    required: z.boolean().default(true),
    overall: z
      .string()
      .optional()
      .meta({ description: 'Who answers for the quality of all data.' }),
  })
  .prefault({});

/** How much one contributor may hold of a dataset version. */
export const contributors: z.ZodType<ContributorSettings> = z
  .strictObject({
    maxShare: z
      .number()
      .gt(0)
      .max(1)
      .optional()
      .meta({ description: 'Of all records, between 0 and 1.' }),
    maxInfluence: z
      .number()
      .gt(0)
      .lt(1)
      .optional()
      .meta({ description: 'Of the influence on a model in any class or slice, between 0 and 1.' }),
    tiers: z.array(z.string()).min(1).optional(),
  })
  .prefault({});
