import { BUILT_IN_POLICIES } from '../../../src/modelfiles/policy/built-in-policy.ts';
import type { Policy } from '../../../src/modelfiles/policy/policy.ts';
import { readPolicy } from '../../../src/modelfiles/policy/read-policy.ts';

/** The policy of a user who knows of which libraries a model is: by the packages that it imports from. */
export function fittingPolicy(imports: readonly string[]): Policy {
  const packages = new Set(imports.map((name) => name.split('.')[0]));
  const libraries = [...packages]
    .map((name) => `library:${name}`)
    .filter((name) => BUILT_IN_POLICIES.includes(name));
  return combined(`fitting ${libraries.join(' ')}`, ['data-only', ...libraries]);
}

/** Everything that any policy of the program allows. */
export function widestPolicy(): Policy {
  return combined('every library', BUILT_IN_POLICIES);
}

function combined(name: string, names: readonly string[]): Policy {
  return readPolicy(JSON.stringify({ name, extends: names }));
}
