import { readFileSync } from 'node:fs';
import { CredenceError } from '../../core/error.ts';
import { assemblePolicy } from './assemble-policy.ts';
import type { Policy } from './policy.ts';
import type { PolicyFile } from './policy-file.ts';

const FILES: ReadonlyMap<string, URL> = new Map([
  ['data-only', new URL('./built-in/data-only.json', import.meta.url)],
  ['library:flair', new URL('./built-in/flair.json', import.meta.url)],
  ['library:imblearn', new URL('./built-in/imblearn.json', import.meta.url)],
  ['library:lightgbm', new URL('./built-in/lightgbm.json', import.meta.url)],
  ['library:nltk', new URL('./built-in/nltk.json', import.meta.url)],
  ['library:numpy', new URL('./built-in/numpy.json', import.meta.url)],
  ['library:pandas', new URL('./built-in/pandas.json', import.meta.url)],
  ['library:pyannote', new URL('./built-in/pyannote.json', import.meta.url)],
  ['library:scipy', new URL('./built-in/scipy.json', import.meta.url)],
  ['library:sklearn', new URL('./built-in/sklearn.json', import.meta.url)],
  ['library:torch', new URL('./built-in/torch.json', import.meta.url)],
  ['library:transformers', new URL('./built-in/transformers.json', import.meta.url)],
  ['library:ultralytics', new URL('./built-in/ultralytics.json', import.meta.url)],
  ['library:xgboost', new URL('./built-in/xgboost.json', import.meta.url)],
]);

const assembled = new Map<string, Policy>();

/** Names of the policies that come with the program: `data-only`, and one for each library it knows. */
export const BUILT_IN_POLICIES: readonly string[] = [...FILES.keys()];

/**
 * A policy that comes with the program, by its name: `data-only`, `library:sklearn`.
 * @throws CredenceError `CONFIG_INVALID` where there is none of that name.
 */
export function builtInPolicy(name: string): Policy {
  const known = assembled.get(name);
  if (known !== undefined) return known;
  const url = FILES.get(name);
  if (url === undefined) {
    throw new CredenceError('CONFIG_INVALID', `There is no policy called ${name}`, {
      hint: `Give one of ${BUILT_IN_POLICIES.join(', ')}, or the path of a policy file.`,
    });
  }
  // Not held against the schema each time: the tests do that.
  const content: Partial<PolicyFile> & Pick<PolicyFile, 'name' | 'description' | 'symbols'> =
    JSON.parse(readFileSync(url, 'utf8'));
  const file: PolicyFile = { extends: [], shapes: {}, files: {}, ...content };
  const policy = assemblePolicy(file, file.extends.map(builtInPolicy));
  assembled.set(name, policy);
  return policy;
}
