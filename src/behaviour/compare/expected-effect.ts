import type { ExpectedEffect } from '../suites/suite.ts';
import type { SuiteItem } from '../suites/suite-item.ts';
import { wordsOf } from './item-slices.ts';

/** Of an effect that was announced, so large a share of what became worse must lie where it was announced. */
const LEAST_SHARE = 0.8;

/** The announcement that explains why these items became worse, or `null` where none does. */
export function announced(
  items: readonly SuiteItem[],
  answers: readonly string[],
  expectations: readonly ExpectedEffect[],
): string | null {
  const found = expectations.find(
    (effect) =>
      items.filter((item, index) => covers(effect, item, answers[index] as string)).length >=
      items.length * LEAST_SHARE,
  );
  return items.length === 0 ? null : (found?.reason ?? null);
}

function covers(
  { tag, answer, field, value, word }: ExpectedEffect,
  item: SuiteItem,
  given: string,
): boolean {
  return (
    (tag === undefined || item.tags.includes(tag)) &&
    (answer === undefined || given === answer) &&
    (field === undefined || item.input.fields?.[field] === value) &&
    (word === undefined || wordsOf(item).has(word))
  );
}
