import type { TestContext } from 'node:test';
import type { Registry } from '../../../src/registry/registry.ts';

/** Opens a registry over state that two openings in one test share; the context closes it. */
export interface RegistryMaker {
  /** Opens the state that belongs to a test; a second call opens the same state again. */
  open(context: TestContext): Promise<Registry>;
}
