import type { DatasetDescription } from '../engine/operations/dataset-description.ts';

const CONTENT: RegExp =
  /(?:^|[._-])(?:passages?|contexts?|documents?|docs?|pages?|content|body|chunk|article)$/iu;

/**
 * Why texts are no content that a model reads on its way to an answer, as a clause, or `null`. What
 * a model is taught from is addressed to it by nature; a column for passages or pages makes the
 * difference.
 */
export function noContent(
  { hasText, teaches, textColumns, meanTokens }: DatasetDescription,
  leastTokens: number,
): string | null {
  if (!hasText) return 'there is no text column';
  if (teaches && !textColumns.some((name) => CONTENT.test(name)))
    return 'the texts are prompts and responses, which are addressed to a model by nature';
  if (meanTokens < leastTokens)
    return `the texts are single utterances of ${Math.round(meanTokens)} words on average, with nothing around them to break with`;
  return null;
}
