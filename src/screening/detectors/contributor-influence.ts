import { visibleText } from '../../core/visible-text.ts';
import type {
  ColumnInfluence,
  InfluenceSlice,
  PlaceInfluence,
  SliceInfluence,
} from '../../engine/operations/influence.ts';
import type { Detector, Suspicion } from '../detector.ts';

const MOST_NAMED_SLICES = 3;

/**
 * How far each contributor and source moves a model's outputs on what others contributed: a ridge probe fitted with
 * and without the records of each (leave one group out, in closed form). It reports shares and how unequal they are;
 * a finding it makes of those alone that exceed the cap of the policy.
 */
export const contributorInfluence: Detector = {
  id: 'contributor-influence',
  version: 1,
  title: 'Influence of contributors',
  prefix: 'CI',
  section: 'findings',
  inapplicable: ({ labelProblem, amount, origins, outcomes }) => {
    if (labelProblem !== null && amount === null) return labelProblem;
    if (outcomes === 'behaviours') return 'what responses do is no label';
    return origins.length > 0 ? null : 'there is no column for contributor or source';
  },
  async run({ engine, policy }) {
    const { columns, fittedOn } = await engine.contributorInfluence();
    if (columns.length === 0) {
      const notApplicable = 'there is no column for contributor or source that could be looked at';
      return { suspicions: [], tried: 0, looked: notApplicable, notApplicable };
    }
    const cap = policy.contributorCap;
    const measured = columns.reduce((sum, column) => sum + column.measured, 0);
    return {
      suspicions: cap === null ? [] : columns.flatMap((column) => exceeding(column, cap)),
      tried: measured,
      looked: [`${measured} places, each left out of a model of ${fittedOn} records`]
        .concat(columns.flatMap(describeColumn))
        .join('; '),
      figures: columns.flatMap(figuresOf),
    };
  },
  misses: () =>
    'Influence that a linear model of words and values does not show; one person under many names; places beyond the 100 with most records.',
};

function describeColumn(column: ColumnInfluence): string[] {
  const [all] = column.slices;
  const [first] = all?.first ?? [];
  if (all === undefined || first === undefined) return [];
  return [
    `${visibleText(column.column)} “${visibleText(first.value)}” has most influence of ${column.places}, ${percent(first.share)}`,
  ];
}

function figuresOf({ column, slices: [all] }: ColumnInfluence): { name: string; value: number }[] {
  const name = visibleText(column);
  const [first] = all?.first ?? [];
  if (all === undefined || first === undefined) return [];
  return [
    { name: `largest share of influence by ${name}`, value: first.share },
    { name: `inequality of influence by ${name} (Gini)`, value: all.gini },
  ];
}

interface Excess {
  readonly slice: SliceInfluence;
  readonly place: PlaceInfluence;
}

/** One suspicion for each place that exceeds the cap anywhere. */
function exceeding(column: ColumnInfluence, cap: number): Suspicion[] {
  const all = column.slices.flatMap((slice) =>
    slice.first.filter(({ share }) => share > cap).map((place): Excess => ({ slice, place })),
  );
  const byPlace = Map.groupBy(all, ({ place }) => place.value);
  return [...byPlace.values()].map((found) => suspicionOf(column, found, cap));
}

function suspicionOf(column: ColumnInfluence, found: readonly Excess[], cap: number): Suspicion {
  const sorted = found.toSorted((a, b) => b.place.share - a.place.share);
  const [{ place, slice }] = sorted as [Excess, ...Excess[]];
  const name = `${visibleText(column.column)} “${visibleText(place.value)}”`;
  return {
    attackClass: null,
    pattern: { kind: 'field-values', fields: [{ field: column.column, value: place.value }] },
    ladder: 'quality-issue',
    severity: 'medium',
    outcome: null,
    evidence: {
      effect: { name: 'share of influence', value: place.share },
      statistic: { name: 'mean move of an output on records of others', value: place.move },
      pValue: null,
      qValue: null,
      nullHypothesis: `A rule: no ${column.role} may have more than ${percent(cap)} of the influence, in any class or slice.`,
      tried: column.measured,
      counts: { records: place.records, 'slices above the cap': found.length },
    },
    summary: `${name} has ${percent(place.share)} of the influence on ${sliceWords(slice.slice)} that others contributed; the cap is ${percent(cap)}.`,
    counterEvidence: `A cap that was set for more contributors than there are: an even share of ${column.measured} is ${percent(1 / column.measured)}.`,
    grounds: [
      'without its records, the outputs of a linear model on the records of others move so far',
      ...sorted
        .slice(0, MOST_NAMED_SLICES)
        .map((one) => `${percent(one.place.share)} on ${sliceWords(one.slice.slice)}`),
    ],
    suggestedAction: `Take fewer records of ${name}, or give them less weight; or raise the cap with a reason.`,
    alsoSeenAs: [],
    positions: new Uint32Array(0),
    risk: new Float32Array(0),
    strength: 5 + place.share,
    shown: true,
  };
}

function sliceWords(slice: InfluenceSlice): string {
  switch (slice.kind) {
    case 'all':
      return 'all records';
    case 'label':
      return `records labelled “${visibleText(slice.label)}”`;
    case 'origin':
      return `records of ${visibleText(slice.column)} “${visibleText(slice.value)}”`;
  }
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
