import { parse } from 'yaml';
import { CredenceError } from '../../core/error.ts';
import { assemblePolicy } from './assemble-policy.ts';
import { builtInPolicy } from './built-in-policy.ts';
import type { Policy } from './policy.ts';
import { policyFileOf } from './policy-file.ts';

/**
 * A user's own policy from the text of its file, which is YAML or JSON:
 *
 * ```yaml
 * name: churn-models
 * extends: [library:sklearn]
 * symbols:
 *   churn.features:
 *     LogScaler: object
 * files:
 *   sha256:…: looked at by Ann on 3 May, see ticket 112
 * ```
 *
 * @throws CredenceError `CONFIG_INVALID` naming the place that is wrong.
 */
export function readPolicy(text: string): Policy {
  const file = policyFileOf(contentOf(text));
  return assemblePolicy(file, file.extends.map(builtInPolicy));
}

function contentOf(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100 });
  } catch (cause) {
    throw new CredenceError('CONFIG_INVALID', 'The policy is neither YAML nor JSON', { cause });
  }
}
