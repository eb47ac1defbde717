import type { Decision } from '../policy/rule-outcome.ts';

/** A decision for people: what stands in the way first, then what was looked at and is in order. */
export function decisionText({ verdict, rules }: Decision, explain = false): string {
  const open = rules.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'not-applicable');
  const shown = explain ? rules : open;
  const lines = shown.map(({ rule, subject, outcome, reason, place }) => {
    const where =
      place.line === null
        ? ''
        : ` (credence.yaml line ${place.line}${place.path === '' ? '' : `, ${place.path}`})`;
    return `  ${outcome.padEnd(14)} ${rule}${subject === null ? '' : ` ${subject}`}: ${reason}${explain ? where : ''}`;
  });
  const rest = explain
    ? ''
    : `  ${rules.length - open.length} of ${rules.length} rules are content or do not apply.`;
  return [`Policy: ${verdict}`, ...lines, rest].filter((line) => line !== '').join('\n');
}
