import { digestOf } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import { type Policy, pathText } from './policy.ts';
import { danglingNames } from './reading/check-references.ts';
import { describeIssue, type Problem } from './reading/describe-issue.ts';
import { YamlSource } from './reading/yaml-source.ts';
import { policySchema } from './schema/policy-schema.ts';
import type { PolicySettings } from './settings.ts';

/** Problems that one error lists; the rest are counted. */
const LISTED = 10;
/** A policy is written by people; what is longer is something else. */
const LONGEST = 1_000_000;

/**
 * The policy that a file's text states. An empty text is a policy of defaults.
 *
 * @throws CredenceError `CONFIG_INVALID`, each problem with file, line, column and what to do
 */
export function readPolicy(text: string, file: string): Policy {
  if (text.length > LONGEST) {
    throw new CredenceError('CONFIG_INVALID', `${file} is longer than ${LONGEST} characters.`, {
      at: { file },
      hint: 'Give the policy file, not data.',
    });
  }
  const source = YamlSource.parse(text, file);
  const settings = settingsOf(source);
  return {
    settings,
    file,
    digest: digestOf(text),
    place: (path) => ({ path: pathText(path), line: source.placeOf(path)?.line ?? null }),
  };
}

function settingsOf(source: YamlSource): PolicySettings {
  const result = policySchema.safeParse(source.value());
  if (!result.success) {
    throw failure(
      result.error.issues.map((issue) => describeIssue(issue, source)),
      source,
    );
  }
  const dangling = danglingNames(result.data);
  if (dangling.length > 0) {
    throw failure(
      dangling.map(({ path, text }) => ({
        place: source.placeOf(path),
        text: `${pathText(path)}: ${text}`,
      })),
      source,
    );
  }
  return result.data;
}

function failure(problems: readonly Problem[], source: YamlSource): CredenceError {
  const inOrder = problems.toSorted((one, two) => (one.place?.line ?? 0) - (two.place?.line ?? 0));
  const errors = inOrder.map(({ place, text }) => source.failure(place, text.replace(/\.$/, '')));
  const [first] = errors;
  const more = errors.length > LISTED ? [`… and ${errors.length - LISTED} more.`] : [];
  const listed = errors.slice(0, LISTED).map(({ message }) => message);
  return new CredenceError('CONFIG_INVALID', [...listed, ...more].join('\n'), {
    at: first?.at,
    hint: first?.hint,
  });
}
