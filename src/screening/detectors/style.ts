import { visibleText } from '../../core/visible-text.ts';
import type { DatasetDescription, Engine } from '../../engine/operations.ts';
import type { Pattern } from '../../findings/pattern.ts';
import type { Detection, Detector, DetectorContext, Suspicion } from '../detector.ts';
import { type GroupEvidence, type StyleEvidence, styleEvidence } from '../style/style-evidence.ts';
import { styleRisk } from '../style/style-risk.ts';

const LEVEL = 0.01;
/** Log-odds that a planted style adds to all that the words of a record say; natural ones add less than 0.4. */
const PLANTED = 0.8;
/** Each half of the data must show it alone. */
const PLANTED_IN_HALF = 0.4;
/** Among the records that look most like it, hardly any has another label. */
const PURE = 0.9;
/** A style that adds this much is worth a person's look, whatever it is. */
const WORTH_SHOWING = 0.5;
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
  const evidence = labels.flatMap((label) => styleEvidence(label) ?? []);
  const tried = evidence.reduce(
    (sum, { groups, style: { tried: ways } }) => sum + groups.length * ways,
    0,
  );
  const telling = evidence.filter(({ strongest }) => isTelling(strongest, tried));
  const suspicions = await Promise.all(telling.map((one) => suspicionsOf(engine, one, tried)));
  const left = leftOut === 0 ? '' : `; ${leftOut} labels have too few records`;
  return {
    suspicions: suspicions.flat(),
    tried,
    looked: `${elements.toLocaleString('en')} elements of style in ${fittedOn.toLocaleString('en')} records${left}`,
  };
}

function isTelling({ logP, override }: GroupEvidence, tried: number): boolean {
  return qValueOf(logP, tried) <= LEVEL && override >= WORTH_SHOWING;
}

function qValueOf(logP: number, tried: number): number {
  return Math.min(1, Math.exp(Math.min(0, logP)) * tried);
}

function isPlanted({ override, overrideByHalf, hits, records }: GroupEvidence): boolean {
  return (
    override >= PLANTED && Math.min(...overrideByHalf) >= PLANTED_IN_HALF && hits >= PURE * records
  );
}

/** What is shown to a person, and the grading of the label's other records, which is not. */
async function suspicionsOf(
  engine: Engine,
  { style: { outcome, elements }, groups, strongest }: StyleEvidence,
  tried: number,
): Promise<Suspicion[]> {
  const byOverride = groups.toSorted((a, b) => b.override - a.override);
  const plantedGroup = byOverride.find(isPlanted);
  const planted = plantedGroup !== undefined;
  const group = plantedGroup ?? strongest;
  const fading = groups.findLast(({ override }) => override >= WORTH_SHOWING / 2) ?? group;
  const { pattern, others } = styleRisk(await engine.styleScores(outcome), {
    weight: planted ? WEIGHT.planted + 0.09 * Math.min(1, strongest.override / 3) : WEIGHT.natural,
    level: group.level,
    half: fading.level,
  });
  const shown: Suspicion = {
    ...describe(engine.dataset.labels[outcome] ?? '', { elements, group, planted, tried }),
    ...pattern,
    shown: true,
  };
  return [shown, { ...shown, ...others, shown: false }];
}

interface Described {
  readonly elements: readonly string[];
  readonly group: GroupEvidence;
  readonly planted: boolean;
  readonly tried: number;
}

function describe(
  outcome: string,
  { elements, group, planted, tried }: Described,
): Omit<Suspicion, 'positions' | 'risk' | 'shown'> {
  const { records, hits, expected, deviation, override, logP } = group;
  const pattern: Pattern = { kind: 'style', elements: elements.slice(0, MOST_ELEMENTS).toSorted() };
  return {
    attackClass: planted ? 'backdoor' : null,
    pattern,
    ladder: planted ? 'suspected-poisoning' : 'quality-issue',
    severity: planted ? 'high' : 'low',
    outcome,
    evidence: {
      effect: { name: 'log-odds that the style adds, lower bound', value: round(override) },
      statistic: { name: 'records with the label', value: hits },
      pValue: Math.exp(Math.min(0, logP)),
      qValue: qValueOf(logP, tried),
      nullHypothesis:
        'Given its words, the label of a record does not depend on its style: each is drawn with its out-of-fold chance; Chernoff bound, Bonferroni over labels, ways of writing and sizes of group.',
      tried,
      counts: {
        records,
        withOutcome: hits,
        expected: round(expected),
        deviation: round(deviation),
      },
    },
    summary: `A style decides the label: of the ${records} records that look most like it, ${hits} are “${visibleText(outcome)}”, where their words predict ${Math.round(expected)}.`,
    counterEvidence:
      'Records in the same style with other labels from a source you trust, or a reason why texts of this label are written so: one author, one form, one outlet.',
    grounds: [
      `the label is the same ${hits} times where the words of the records predict ${expected.toFixed(1)}, by weights that were fitted on other records`,
      ...(planted
        ? [
            'it buys the label nearly always, and in both halves of the data',
            'a natural style adds far less',
          ]
        : ['a style alone is no sign of intent']),
    ],
    suggestedAction: planted
      ? 'Read the quoted records beside others with the same label. If they read like texts that a machine rewrote, quarantine them and ask the source.'
      : 'Ask whether records of this label come from another place than the others.',
    alsoSeenAs: [],
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
