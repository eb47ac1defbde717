import { visibleText } from '../../../core/visible-text.ts';
import type { TemplateFact } from './template-fact.ts';
import { readTokens, type Token } from './tokens.ts';

/** Stretches that differ and are reported one by one. */
const MOST_DIFFERENCES = 20;

/** Tokens on each side that are compared step by step; beyond it the rest counts as one difference. */
const MOST_COMPARED = 2_000;

/**
 * Where a template says something else than the base: by tokens, so that comments and white space
 * within tags do not matter. What differs first and last in the middle is found by the longest common
 * run of tokens.
 */
export function compareTemplates(template: string, base: string): readonly TemplateFact[] {
  const own = readTokens(template);
  const other = readTokens(base);
  let start = 0;
  while (start < own.length && start < other.length && isSame(own[start], other[start])) start++;
  if (start === own.length && start === other.length) return [];
  let end = 0;
  const longest = Math.min(own.length, other.length) - start;
  while (end < longest && isSame(own.at(-1 - end), other.at(-1 - end))) end++;
  const added = own.slice(start, own.length - end);
  const removed = other.slice(start, other.length - end);
  return differences(added, removed, own[start]?.at ?? template.length).slice(0, MOST_DIFFERENCES);
}

function differences(
  added: readonly Token[],
  removed: readonly Token[],
  at: number,
): readonly TemplateFact[] {
  if (added.length > MOST_COMPARED || removed.length > MOST_COMPARED)
    return [fact(added, removed, at)];
  const facts: TemplateFact[] = [];
  const lengths = commonLengths(added, removed);
  let [left, right] = [0, 0];
  while (left < added.length || right < removed.length) {
    const [fromLeft, fromRight] = [left, right];
    while (
      (left < added.length || right < removed.length) &&
      !isSame(added[left], removed[right])
    ) {
      const skipLeft = lengths[left + 1]?.[right] ?? -1;
      const skipRight = lengths[left]?.[right + 1] ?? -1;
      if (left < added.length && (right >= removed.length || skipLeft >= skipRight)) left++;
      else right++;
    }
    if (left > fromLeft || right > fromRight) {
      const place = added[fromLeft]?.at ?? at;
      facts.push(fact(added.slice(fromLeft, left), removed.slice(fromRight, right), place));
    }
    left++;
    right++;
  }
  return facts;
}

/** Length of the longest common subsequence of what is left from each pair of places. */
function commonLengths(left: readonly Token[], right: readonly Token[]): readonly Int32Array[] {
  const rows = Array.from({ length: left.length + 1 }, () => new Int32Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i--) {
    const row = rows[i] ?? new Int32Array();
    const below = rows[i + 1] ?? new Int32Array();
    for (let j = right.length - 1; j >= 0; j--) {
      row[j] = isSame(left[i], right[j])
        ? 1 + (below[j + 1] ?? 0)
        : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
}

function isSame(left: Token | undefined, right: Token | undefined): boolean {
  return left?.kind === right?.kind && left?.value === right?.value && left !== undefined;
}

function fact(added: readonly Token[], removed: readonly Token[], at: number): TemplateFact {
  const shown = (tokens: readonly Token[]): string =>
    visibleText(
      tokens
        .map(({ value }) => value)
        .join(' ')
        .slice(0, 160),
    );
  const [has, lacks] = [shown(added), shown(removed)];
  const parts = [
    has === '' ? [] : [`has "${has}"`],
    lacks === '' ? [] : [`lacks "${lacks}"`],
  ].flat();
  return {
    decision: 'held',
    rule: 'differs-from-base',
    at,
    summary: `Against the base it ${parts.join(' and ') || 'differs in its tags'}`,
  };
}
