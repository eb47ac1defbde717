import type { InspectionContext } from '../../src/modelfiles/inspection.ts';
import type { Limits } from '../../src/modelfiles/limits.ts';
import { builtInPolicy } from '../../src/modelfiles/policy/built-in-policy.ts';
import { unpackContext } from './unpack-context.ts';

/** What an inspector is given when a test calls it by itself. */
export function inspectionContext(limits: Partial<Limits> = {}): InspectionContext {
  return {
    ...unpackContext(limits),
    policy: builtInPolicy('data-only'),
    name: '',
    baseTemplate: null,
    explains: true,
  };
}
