import { z } from 'zod';
import { type DecidingRule, VERDICTS } from '../../findings/verdict.ts';

/** Rules that took part in a verdict, as they stand in statements. */
export const decidingRulesSchema: z.ZodType<readonly DecidingRule[]> = z.array(
  z.object({ rule: z.string().min(1), verdict: z.enum(VERDICTS), reason: z.string() }),
);
