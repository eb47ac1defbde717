import { z } from 'zod';
import type { PolicySettings } from '../settings.ts';
import { datasetRoles } from './dataset-roles.ts';
import { promotion, retention, screening, training, verdicts } from './gates.ts';
import { approvals, contributors, owners, separationOfDuties } from './people.ts';
import { sources } from './sources.ts';

const words = z.array(
  z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, { error: 'must be a lower-case word' }),
);

/** The whole of `credence.yaml`. Each member has a default, so that an empty file is a policy. */
export const policySchema: z.ZodType<PolicySettings> = z
  .strictObject({
    datasets: datasetRoles,
    tiers: words
      .min(2)
      .default(['trusted', 'reviewed', 'untrusted'])
      .meta({ description: 'Tiers of trust, the most trusted first.' }),
    impacts: words
      .min(1)
      .default(['low', 'high'])
      .meta({ description: 'What a model can do to people, the least first.' }),
    owners,
    sources,
    approvals,
    separationOfDuties,
    screening,
    contributors,
    verdicts,
    training,
    retention,
    promotion,
  })
  .meta({ title: 'credence.yaml', description: 'Configuration and policy of Credence.' });
