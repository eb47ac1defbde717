import { visibleText } from '../../core/visible-text.ts';
import type { LabellerAgreement, LabellerCount } from '../../engine/operations/reviewers.ts';
import { upperTail } from '../../numerics/binomial-tail.ts';
import { exactInterval } from '../../numerics/exact-interval.ts';
import type { Detector, Suspicion } from '../detector.ts';
import { cohenKappa, krippendorffAlpha } from '../reviewers/agreement-measures.ts';
import { type ColludingGroup, colludingGroups } from '../reviewers/colluding-groups.ts';
import { spreadsBeyond } from '../spreads-beyond.ts';

const LEVEL = 0.001;
const LEAST_ITEMS = 10;
const LEAST_EXCESS = 0.1;
const LEAST_RATIO = 2;
const LEAST_SPREADS = 6;
const LEAST_LABELLERS = 4;
const MOST_NAMED = 8;

/**
 * Labellers held against each other where several have labelled one text: how well they agree beyond
 * chance, who differs from most others, and who gives the same wrong labels as somebody else.
 */
export const labellerAgreement: Detector = {
  id: 'labeller-agreement',
  version: 1,
  title: 'Agreement between labellers',
  prefix: 'AG',
  section: 'findings',
  inapplicable: ({ labelProblem, origins, outcomes, hasText }) => {
    if (labelProblem !== null) return labelProblem;
    if (outcomes === 'behaviours') return 'what responses do is no label';
    if (origins.length === 0) return 'there is no column for contributor';
    return hasText ? null : 'items are told by their text, and there is none';
  },
  async run({ engine }) {
    const agreement = await engine.labellerAgreement();
    if (agreement === null)
      return {
        suspicions: [],
        tried: 0,
        looked: '',
        notApplicable: 'no text was labelled by two contributors',
      };
    const { items, labellers, pairs } = agreement;
    const alpha = krippendorffAlpha(agreement);
    const groups = colludingGroups(agreement);
    return {
      suspicions: [
        ...groups.map((group) => groupSuspicion(group, agreement)),
        ...labellers.flatMap((one) => labellerSuspicion(one, agreement)),
      ],
      tried: labellers.length + pairs.length,
      looked: `${items.toLocaleString('en')} texts that several have labelled, ${labellers.length} labellers, ${pairs.length} pairs of them; Krippendorff's α ${alpha.toFixed(2)}${kappaWords(agreement)}`,
      figures: [{ name: "Agreement between labellers (Krippendorff's α)", value: alpha }],
    };
  },
  misses: () =>
    'Labellers who share no text with others; wrong labels on which most of the labellers of a text agree.',
};

/** The pair that agrees least beyond chance, of those who share enough. */
function kappaWords({ pairs }: LabellerAgreement): string {
  const [least] = pairs
    .filter(({ shared }) => shared >= LEAST_ITEMS)
    .flatMap((pair) => {
      const kappa = cohenKappa(pair);
      return kappa === null ? [] : [{ pair, kappa }];
    })
    .sort((a, b) => a.kappa - b.kappa);
  return least === undefined
    ? ''
    : `; least agreed: “${visibleText(least.pair.first)}” and “${visibleText(least.pair.second)}”, Cohen's κ ${least.kappa.toFixed(2)} over ${least.pair.shared}`;
}

/** Null: differs from most other labels of an item as often as all other labellers do. */
function labellerSuspicion(
  { value, items, differ, positions }: LabellerCount,
  { column, labellers }: LabellerAgreement,
): Suspicion[] {
  const counted = labellers.filter((one) => one.items >= LEAST_ITEMS);
  if (items < LEAST_ITEMS || counted.length < 2) return [];
  const others = labellers.filter((one) => one.value !== value);
  const sum = (of: (one: LabellerCount) => number): number =>
    others.reduce((total, one) => total + of(one), 0);
  const rate = (sum((one) => one.differ) + 0.5) / (sum((one) => one.items) + 1);
  const excess = differ / items - rate;
  if (excess < LEAST_EXCESS || differ < LEAST_RATIO * rate * items) return [];
  const tail = upperTail({ counts: [items], logits: [Math.log(rate / (1 - rate))] }, differ);
  const logP = tail.logProbability();
  const qValue = Math.min(1, Math.exp(logP) * counted.length);
  if (qValue > LEVEL) return [];
  const shares = counted.filter((one) => one.value !== value).map((one) => one.differ / one.items);
  const spreads = spreadsBeyond(shares, differ / items, items);
  const suspect = counted.length >= LEAST_LABELLERS && spreads >= LEAST_SPREADS;
  const name = `${visibleText(column)} “${visibleText(value)}”`;
  const [low, high] = exactInterval(differ, items);
  return [
    {
      attackClass: suspect ? 'label-flip' : null,
      pattern: { kind: 'field-values', fields: [{ field: column, value }] },
      ladder: suspect ? 'suspected-poisoning' : 'quality-issue',
      severity: suspect ? 'high' : 'low',
      outcome: null,
      evidence: {
        effect: { name: 'share that differs from most others, beyond the usual', value: excess },
        statistic: { name: 'labels that differ from most others', value: differ },
        pValue: Math.exp(logP),
        qValue,
        nullHypothesis:
          'Its labels differ from most other labels of an item as often as those of all other labellers; binomial, Bonferroni over labellers.',
        tried: counted.length,
        counts: { items, differ },
      },
      summary: `${name} gave ${differ} of ${items} texts another label than most others who labelled them (${percent(differ / items)}, exact 95 % interval ${percent(low)} to ${percent(high)}); usual are ${percent(rate)}.`,
      counterEvidence: `A sample of these texts in which a person finds ${name} right and the others wrong.`,
      grounds: [
        'others labelled the same texts',
        `its share lies ${spreads.toFixed(1)} robust standard deviations beyond those of other labellers`,
      ],
      suggestedAction: `Label a sample of ${name} again, and leave these labels out until then.`,
      alsoSeenAs: [],
      positions,
      risk: new Float32Array(positions.length).fill(suspect ? 0.9 : 0.5),
      strength: (suspect ? 60 : 9) + Math.min(30, -logP / 20),
      shown: true,
    },
  ];
}

function groupSuspicion(
  { members, together, expected, logP, qValue }: ColludingGroup,
  { column, labellers, pairs }: LabellerAgreement,
): Suspicion {
  const shown = members.slice(0, MOST_NAMED).map((value) => `“${visibleText(value)}”`);
  const more = members.length > MOST_NAMED ? ` and ${members.length - MOST_NAMED} more` : '';
  const name = visibleText(column);
  const own = labellers.filter(({ value }) => members.includes(value));
  const positions = Uint32Array.from(
    [...new Set(own.flatMap((one) => [...one.positions]))].sort((a, b) => a - b),
  );
  return {
    attackClass: 'label-flip',
    pattern: {
      kind: 'column',
      column,
      problem: `${members.join(', ')} give the same wrong labels`,
    },
    ladder: 'suspected-poisoning',
    severity: 'high',
    outcome: null,
    evidence: {
      effect: { name: 'times as many as by chance', value: together / Math.max(0.1, expected) },
      statistic: { name: 'labels deviating together', value: together },
      pValue: Math.exp(logP),
      qValue,
      nullHypothesis:
        'Two labellers deviate on one item as often as each does by himself, times what pairs usually do; binomial over shared items, Bonferroni over pairs.',
      tried: pairs.length,
      counts: { members: members.length, together, expected: Math.round(expected) },
    },
    summary: `${members.length} of ${name} (${shown.join(', ')}${more}) gave the same unlikely label to the same text ${together} times, where another gave the likely one; chance would have it ${expected.toFixed(1)} times.`,
    counterEvidence:
      'One person with several accounts who labels in good faith, or accounts that were trained together.',
    grounds: [
      'each of these texts has the likely label from somebody else',
      'other pairs of labellers deviate together no more often than by themselves',
    ],
    suggestedAction: `Have the texts on which they agree against others labelled again, and find out whether ${shown.join(', ')}${more} are one person.`,
    alsoSeenAs: [],
    positions,
    risk: new Float32Array(positions.length).fill(0.9),
    strength: 64 + Math.min(30, -logP / 20),
    shown: true,
  };
}

function percent(share: number): string {
  return `${(Math.round(1000 * share) / 10).toFixed(1)} %`;
}
