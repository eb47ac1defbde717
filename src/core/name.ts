import { CredenceError } from './error.ts';
import type { Name } from './identifiers.ts';
import { visibleText } from './visible-text.ts';

/** What a name may look like; nothing in it can leave a folder, start a flag or hide from a reader. */
export const NAME_PATTERN: RegExp = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/**
 * A name from outside, once it is known to be one.
 *
 * @throws CredenceError `USAGE` with the rule that it breaks
 */
export function asName<Kind extends Name>(text: string): Kind {
  if (NAME_PATTERN.test(text)) return text as Kind;
  throw new CredenceError('USAGE', `${visibleText(JSON.stringify(text))} is not a name.`, {
    hint: 'Use letters, digits, dots, hyphens and underscores, at most 100, a letter or digit first.',
  });
}
