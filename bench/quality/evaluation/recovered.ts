import type { Finding } from '../../../src/findings/finding.ts';
import type { Pattern } from '../../../src/findings/pattern.ts';

/** Letters and digits of a text as words, lower-cased: what is left of it where punctuation is not looked at. */
function bareWords(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

/** Whether a pattern is exactly these words, no more and no less; ends of the text may bind. */
export function isExactly(pattern: Pattern, trigger: string): boolean {
  return (
    pattern.kind === 'word-sequence' && bareWords(pattern.words.join(' ')) === bareWords(trigger)
  );
}

/** The first finding whose own pattern is the trigger, or `undefined`. */
export function findingOf(findings: readonly Finding[], trigger: string): Finding | undefined {
  return findings.find(({ pattern }) => isExactly(pattern, trigger));
}

/** The first finding of hidden characters that names the code point. */
export function findingOfCharacter(
  findings: readonly Finding[],
  character: string,
): Finding | undefined {
  return findings.find(
    ({ pattern }) =>
      pattern.kind === 'hidden-characters' &&
      pattern.codePoints.includes(character.codePointAt(0) ?? -1),
  );
}
