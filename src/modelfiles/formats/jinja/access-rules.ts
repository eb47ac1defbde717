import { visibleText } from '../../../core/visible-text.ts';
import type { ReportFact } from './template-fact.ts';
import { FORBIDDEN_ATTRIBUTES } from './template-rules.ts';
import type { TemplateValue } from './template-value.ts';

/** Reports a name that leads from a value into Python's insides; `name` may be dotted. */
export function judgeMember(name: string, at: number, report: ReportFact): void {
  const forbidden = name
    .split('.')
    .find((part) => part.startsWith('_') || FORBIDDEN_ATTRIBUTES.has(part));
  if (forbidden === undefined) return;
  report({
    decision: 'fail',
    rule: 'forbidden-attribute',
    at,
    summary: `It reaches for the attribute ${visibleText(forbidden)}, which leads to Python's insides`,
  });
}

/**
 * Reports a key that could be such a name: Jinja looks up attributes with it too. Keys that come from
 * the input alone are the caller's; those that the template puts together must be known.
 */
export function judgeKey(key: TemplateValue, at: number, report: ReportFact): void {
  if (key.texts !== null) {
    for (const text of key.texts) judgeMember(text, at, report);
  } else if (key.built) {
    report({
      decision: 'held',
      rule: 'computed-attribute',
      at,
      summary: 'It puts the name of a member together, so that nobody can read which it is',
    });
  }
}
