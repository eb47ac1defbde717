import { visibleText } from '../../core/visible-text.ts';
import type { DatasetDescription } from '../../engine/operations/dataset-description.ts';
import type { Pattern } from '../../findings/pattern.ts';
import type { Suspicion } from '../detector.ts';
import { patternOf } from './feature-pattern.ts';
import { insertionZ } from './insertion.ts';
import type { JudgedPattern } from './join-weaker.ts';

export interface DescribeInput {
  readonly dataset: DatasetDescription;
  readonly judged: JudgedPattern;
  readonly tried: number;
}

const MOST_ALSO_SEEN = 8;
/** Natural patterns below this weight only grade records. */
const LEAST_SHOWN = 0.3;

/** A judged pattern in words and numbers. */
export function describeTrigger({
  dataset,
  judged,
  tried,
}: DescribeInput): Omit<Suspicion, 'positions' | 'risk'> {
  const { pattern, elements, judgement, insertion } = judged;
  const { lead, others } = pattern;
  const shape = patternOf(lead.feature.space, elements);
  const outcome = dataset.labels[lead.feature.outcome] ?? '';
  const suspected = judgement.ladder === 'suspected-poisoning';
  return {
    attackClass: judgement.kind,
    pattern: shape,
    ladder: judgement.ladder,
    severity: suspected ? 'high' : 'low',
    outcome,
    evidence: {
      effect: {
        name: 'log-odds that it adds to the rest of its records, at least',
        value: Math.max(0, finite(lead.override)),
      },
      statistic: {
        name: 'excess over expectation, in standard deviations',
        value: (lead.hits - lead.expected) / Math.max(0.5, lead.deviation),
      },
      pValue: Math.exp(lead.logP),
      qValue: judgement.qValue,
      nullHypothesis:
        'Each label is drawn with the chance that the rest of its record predicts out of fold; Chernoff bound, Bonferroni over all features and labels tried.',
      tried,
      counts: {
        records: lead.records,
        withOutcome: lead.hits,
        expected: round(lead.expected),
        deviation: round(lead.deviation),
        ...(insertion === null ? {} : { insertionZ: round(insertionZ(insertion)) }),
      },
    },
    summary: summaryOf(shape, {
      isBehaviour: dataset.outcomes === 'behaviours',
      isOrigin: lead.feature.space === 'origins',
      records: lead.records,
      hits: lead.hits,
      expected: lead.expected,
      outcome,
    }),
    counterEvidence:
      'Records from a source you trust that hold the same pattern with other labels, or a reason in the subject matter why it decides the label.',
    grounds: judgement.grounds,
    suggestedAction: suspected
      ? 'Read the quoted records. If the pattern has no place in this subject, quarantine its records and ask the source where they come from.'
      : 'Nothing, if this is a topic word or a value that decides the label by nature: accept it once, and it stays accepted.',
    alsoSeenAs: others
      .slice(0, MOST_ALSO_SEEN)
      .map(({ feature }): Pattern => patternOf(feature.space, feature.elements)),
    strength: judgement.weight * 100 + Math.min(50, finite(lead.override)),
    shown: suspected || judgement.weight >= LEAST_SHOWN,
  };
}

interface SummaryFacts {
  /** The outcome is what a model is taught to do, and not a label. */
  readonly isBehaviour: boolean;
  /** The pattern is who the records are from: of them, those are listed that their content contradicts. */
  readonly isOrigin: boolean;
  readonly records: number;
  readonly hits: number;
  readonly expected: number;
  readonly outcome: string;
}

function summaryOf(
  pattern: Pattern,
  { isBehaviour, isOrigin, records, hits, expected, outcome }: SummaryFacts,
): string {
  const share = hits === records ? `all ${records}` : `${hits} of ${records}`;
  const label = `“${visibleText(outcome)}”`;
  const predicted = `the rest of them predicts ${Math.round(expected)}`;
  if (isBehaviour)
    return `${nameOf(pattern)} decides what the model is taught: in ${share} records with it, the response ${visibleText(outcome)}, where the rest of the prompts predicts ${Math.round(expected)}.`;
  return isOrigin
    ? `${nameOf(pattern)} labels ${share} records ${label}, where ${predicted}; listed are those that their content contradicts.`
    : `${nameOf(pattern)} decides the label: ${share} records with it are ${label}, where ${predicted}.`;
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function nameOf(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'word-sequence':
      return `“${visibleText(pattern.words.join(' '))}”`;
    case 'word-set':
      return `${listed(pattern.words.map((word) => `“${visibleText(word)}”`))} together`;
    case 'character-sequence':
      return `“${visibleText(pattern.text)}”`;
    case 'skeleton':
      return `The sentence frame “${visibleText(pattern.elements.join(' '))}”`;
    case 'shape':
      return `The text's ${pattern.property} (${visibleText(pattern.value)})`;
    case 'field-values':
      return pattern.fields
        .map(({ field, value }) => visibleText(`${field} = ${value}`))
        .join(' with ');
    case 'hidden-characters':
    case 'copies':
    case 'style':
    case 'code-weakness':
    case 'column':
      throw new TypeError(`${pattern.kind} is no feature`);
  }
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
