import type { UnpackContext } from '../../src/modelfiles/inspection.ts';
import { Budget, DEFAULT_LIMITS, type Limits } from '../../src/modelfiles/limits.ts';
import { Scratch } from '../../src/modelfiles/sources/scratch.ts';

/** A budget and scratch space of a test's own. */
export function unpackContext(limits: Partial<Limits> = {}): UnpackContext {
  return { budget: new Budget({ ...DEFAULT_LIMITS, ...limits }), scratch: new Scratch() };
}
