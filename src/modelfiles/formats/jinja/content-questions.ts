import { visibleText } from '../../../core/visible-text.ts';
import { isNatural } from './natural-text.ts';
import type { ReportFact } from './template-fact.ts';
import { PART_MEMBERS } from './template-rules.ts';
import { type TemplateValue, WORD } from './template-value.ts';

/** Two values that are held against each other, and where. */
export interface Comparison {
  readonly left: TemplateValue;
  readonly right: TemplateValue;
  readonly at: number;
}

/**
 * The answer to a comparison. One that depends on what a message says is marked; where the message is
 * compared with words, it is reported: a template that acts on words changes the model's behaviour
 * for whoever says them. Comparing with markup is how templates find parts of a message.
 */
export function compare({ left, right, at }: Comparison, report: ReportFact): TemplateValue {
  if (left.clock || right.clock) {
    report({
      decision: 'held',
      rule: 'clock-branch',
      at,
      summary: 'It acts on the time, so that it can change with the date',
    });
  }
  const asked = [
    asks(left, { other: right, at }, report),
    asks(right, { other: left, at }, report),
  ].includes(true);
  return { ...WORD, asked: asked || left.asked || right.asked };
}

interface Asked {
  readonly other: TemplateValue;
  readonly at: number;
}

function asks(content: TemplateValue, { other, at }: Asked, report: ReportFact): boolean {
  if (!content.content) return false;
  // Whether there is any content is no question about what it says.
  if (other.number !== null) return content.cut || Math.abs(other.number) > 1;
  if (other.texts === null) return other.built;
  for (const text of other.texts) reportWords(text, at, report);
  return other.texts.some((text) => text.trim() !== '');
}

/** Reports words that a message's content is searched for or cut at. */
export function reportWords(text: string, at: number, report: ReportFact): void {
  if (!isNatural(text) || PART_MEMBERS.has(text)) return;
  report({
    decision: 'held',
    rule: 'content-branch',
    at,
    summary: `It looks for "${visibleText(text.slice(0, 80))}" in what a message says, and can act on it`,
  });
}
