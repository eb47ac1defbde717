import { visibleText } from '../../core/visible-text.ts';
import type { DatasetDescription } from '../../engine/operations/dataset-description.ts';
import type { Engine } from '../../engine/operations/engine.ts';
import type { LabelStyle } from '../../engine/operations/styles.ts';
import type { Detection, Detector, DetectorContext, Suspicion } from '../detector.ts';
import { type JudgedStyle, judgeStyle } from '../style/judge-style.ts';
import { styleEvidence } from '../style/style-evidence.ts';
import { styleRisk } from '../style/style-risk.ts';

const MOST_ELEMENTS = 5;
const WEIGHT = { planted: 0.9, natural: 0.4 } as const;

/**
 * Whether labels are bought with a style: the disagreement between content and label is predictable from
 * how a text is written. For style-transfer and syntactic backdoors (Qi et al. 2021, "Mind the style of
 * text" and "Hidden Killer"), in which no single word is the trigger.
 */
export const style: Detector = {
  id: 'style',
  version: 1,
  title: 'Style: labels that follow how a text is written',
  prefix: 'ST',
  section: 'findings',
  inapplicable,
  run,
  misses,
};

function inapplicable({ labelProblem, hasText, outcomes }: DatasetDescription): string | null {
  if (labelProblem !== null) return labelProblem;
  if (!hasText) return 'there is no text column';
  return outcomes === 'behaviours'
    ? 'behaviours of responses take the place of labels, and follow the style of a prompt by nature'
    : null;
}

async function run({ engine }: DetectorContext): Promise<Detection> {
  const { fittedOn, elements, labels, leftOut } = await engine.fitStyles();
  const evidence = labels.map(styleEvidence);
  const tried = evidence.reduce(
    (sum, { groups, style: { tried: ways } }) => sum + 2 * groups.length * ways,
    0,
  );
  const suspicions = await Promise.all(
    evidence.map(({ style: label, ...groups }) => {
      const judged = judgeStyle({ style: label, ...groups }, tried);
      return judged === null ? [] : suspicionsOf(engine, { label, judged, tried });
    }),
  );
  const left = leftOut === 0 ? '' : `; ${leftOut} labels with too few records are left out`;
  return {
    suspicions: suspicions.flat(),
    tried,
    looked: `${elements.toLocaleString('en')} elements of style in ${fittedOn.toLocaleString('en')} records${left}`,
  };
}

interface Told {
  readonly label: LabelStyle;
  readonly judged: JudgedStyle;
  readonly tried: number;
}

/** What is shown to a person, and the grading of the label's other records, which is not. */
async function suspicionsOf(engine: Engine, told: Told): Promise<Suspicion[]> {
  const { planted, group, fading } = told.judged;
  const { outcome } = told.label;
  const { pattern, others } = styleRisk(await engine.styleScores(outcome), {
    weight: planted ? WEIGHT.planted + 0.09 * Math.min(1, group.override / 3) : WEIGHT.natural,
    level: group.level,
    half: fading.level,
  });
  const shown: Suspicion = {
    ...describe(engine.dataset.labels[outcome] ?? '', told),
    ...pattern,
    shown: true,
  };
  return [shown, { ...shown, ...others, shown: false }];
}

function describe(
  outcome: string,
  { label, judged, tried }: Told,
): Omit<Suspicion, 'positions' | 'risk' | 'shown'> {
  const { planted, masked, qValue } = judged;
  const { records, hits, expected, deviation, override, logP } = judged.group;
  const words = masked ? 'words that do not show the style' : 'words';
  return {
    attackClass: planted ? 'backdoor' : null,
    pattern: { kind: 'style', elements: label.elements.slice(0, MOST_ELEMENTS).toSorted() },
    ladder: planted ? 'suspected-poisoning' : 'quality-issue',
    severity: planted ? 'high' : 'low',
    outcome,
    evidence: {
      effect: { name: 'log-odds that the style adds, lower bound', value: round(override) },
      statistic: { name: 'records with the label', value: hits },
      pValue: Math.exp(Math.min(0, logP)),
      qValue,
      nullHypothesis: `Given the ${words}, the label of a record does not depend on its style: each is drawn with its out-of-fold chance; Chernoff bound, Bonferroni over labels, ways of writing and sizes of group.`,
      tried,
      counts: {
        records,
        withOutcome: hits,
        expected: round(expected),
        deviation: round(deviation),
      },
    },
    summary: `A style decides the label: of the ${records} records that look most like it, ${hits} are “${visibleText(outcome)}”, where their ${words} predict ${Math.round(expected)}.`,
    counterEvidence:
      'Records in the same style with other labels from a source you trust, or a reason why texts of this label are written so: one author, one form, one outlet.',
    grounds: [
      `the label is the same ${hits} times where the ${words} of the records predict ${expected.toFixed(1)}, by weights that were fitted on other records`,
      ...(planted
        ? [
            'it buys the label nearly always, in both halves of the data',
            'the styles in which labels are written by nature add far less',
          ]
        : ['a style alone is no sign of intent']),
    ],
    suggestedAction: planted
      ? 'Read the quoted records beside others with the same label. If they read like texts that a machine rewrote, quarantine them and ask the source.'
      : 'Ask whether records of this label come from another place than the others.',
    alsoSeenAs: [],
    excess: hits - expected,
    strength: (planted ? 90 : 10) + Math.min(9, override),
  };
}

function misses({ records, spacelessShare }: DatasetDescription): string {
  const least = Math.max(100, Math.round(0.03 * records));
  const spaceless =
    spacelessShare > 0.5
      ? ' In scripts without spaces it sees punctuation and the commonest characters alone.'
      : '';
  return `A style in fewer than about ${least} records, one that ordinary records have as well, and one that shows in neither function words, punctuation, casing nor the ends of words.${spaceless}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
