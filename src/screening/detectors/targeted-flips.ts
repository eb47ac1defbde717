import { visibleText } from '../../core/visible-text.ts';
import type { Slice } from '../../engine/operations/disagreement.ts';
import type { Pattern } from '../../findings/pattern.ts';
import type { Detector, Suspicion } from '../detector.ts';
import { type EmptiedLabel, emptiedLabels } from '../targeted/emptied-labels.ts';
import { type JudgedSlice, judgeSlice } from '../targeted/judge-slice.ts';

/** A slice that is flipped by nature says less of a record than the record itself does. */
const UNSUSPECTED_RISK = 0.1;
const MOST_SHOWN = 3;
/** A slice of whose flips a stronger one holds this share is the same one under another name. */
const SAME = 0.5;

/**
 * Flips that are concentrated in a slice, so that the accuracy of a model hardly moves: one label where
 * another is likely, in the records with one word, one value, one origin or of one stretch of time; and
 * single labels, rare ones too, whose records are called something else.
 */
export const targetedFlips: Detector = {
  id: 'targeted-flips',
  version: 1,
  title: 'Flips in one slice',
  prefix: 'TF',
  section: 'findings',
  inapplicable: ({ labelProblem, outcomes }) => {
    if (labelProblem !== null) return labelProblem;
    return outcomes === 'behaviours' ? 'what responses do is no label' : null;
  },
  async run({ engine }) {
    const [{ tried, slices }, all] = await Promise.all([
      engine.flipSlices(),
      engine.disagreement(),
    ]);
    const judged = withoutRepeats(
      slices.flatMap((slice) => judgeSlice(slice, { tried, slices: slices.length }) ?? []),
    );
    const emptied = emptiedLabels(all);
    return {
      suspicions: [
        ...judged.map((one, rank) => sliceSuspicion(one, { tried, shown: rank < MOST_SHOWN })),
        ...emptied.map((one) => labelSuspicion(one, all.labels.length)),
      ],
      tried: tried + all.labels.length,
      looked: `${tried.toLocaleString('en')} pairs of a slice and a change of label, and ${all.labels.length} labels`,
    };
  },
  misses: () =>
    'A slice with fewer than 8 flips; flips of nearly all records of a slice, which a model takes for the truth; slices that no single word, value, origin or time describes.',
};

/** Suspected ones first; then the strongest name of each set of flips. */
function withoutRepeats(judged: readonly JudgedSlice[]): JudgedSlice[] {
  const kept: JudgedSlice[] = [];
  const known = new Set<number>();
  const order = judged.toSorted((a, b) => Number(b.suspect) - Number(a.suspect) || a.logP - b.logP);
  for (const one of order) {
    const { positions } = one.slice;
    const repeated = positions.reduce((sum, record) => sum + (known.has(record) ? 1 : 0), 0);
    if (repeated >= SAME * positions.length) continue;
    kept.push(one);
    for (const record of positions) known.add(record);
  }
  return kept;
}

interface Shown {
  readonly tried: number;
  readonly shown: boolean;
}

function sliceSuspicion(judged: JudgedSlice, { tried, shown }: Shown): Suspicion {
  const { slice, excess, logP, qValue, suspect } = judged;
  const { records, flips, expected, likely, given, positions } = slice;
  const name = sliceName(slice.slice);
  const [from, to] = [visibleText(likely), visibleText(given)];
  return {
    attackClass: suspect ? 'targeted' : null,
    pattern: patternOf(slice.slice),
    identity: likely,
    ladder: suspect ? 'suspected-poisoning' : 'quality-issue',
    severity: suspect ? 'high' : 'low',
    outcome: given,
    evidence: {
      effect: { name: 'share of the slice that is flipped beyond expectation', value: excess },
      statistic: { name: 'flipped labels', value: flips },
      pValue: Math.exp(logP),
      qValue,
      nullHypothesis:
        'Flips are spread over the records of their class; binomial, Bonferroni over slices and changes of label.',
      tried,
      counts: { records, flips, expected: Math.round(expected) },
    },
    summary: `Of ${records} records ${name} that look like “${from}”, ${flips} are called “${to}”; ${Math.round(expected)} would be usual.`,
    counterEvidence: `A person who finds “${to}” right in a sample of these records.`,
    grounds: groundsOf(judged),
    suggestedAction: suspect
      ? 'Quarantine the flipped records, and label a sample of the slice again.'
      : 'Label a sample of the slice again.',
    alsoSeenAs: [],
    positions,
    risk: new Float32Array(positions.length).fill(suspect ? 0.85 : UNSUSPECTED_RISK),
    excess: flips - expected,
    strength: (suspect ? 58 : 7) + Math.min(30, -logP / 20),
    shown,
  };
}

function groundsOf({ slice, oneWay, group, groupQ }: JudgedSlice): string[] {
  const { sure, reverse } = slice;
  const members = group?.members.slice(0, 5).map((value) => `“${visibleText(value)}”`) ?? [];
  const more =
    group === null || group.members.length <= 5 ? '' : ` and ${group.members.length - 5} more`;
  return [
    ...(group === null || groupQ === null
      ? []
      : [
          `${group.column} ${members.join(', ')}${more} flip ${percent(group.flips, group.records)} of them, ${group.others} others ${percent(group.otherFlips, group.otherRecords)} (chosen on one half of the data, counted on the other; q ${groupQ.toExponential(0)})`,
        ]),
    oneWay
      ? 'the opposite change is no commoner there than elsewhere'
      : `the opposite change is commoner there as well: ${reverse?.flips} of ${reverse?.records}`,
    `of the records that the model is sure of, ${percent(sure.flips, sure.records)} are flipped, against ${percent(sure.expected, sure.records)} in the whole class`,
  ];
}

function percent(part: number, whole: number): string {
  return `${(Math.round((1000 * part) / Math.max(1, whole)) / 10).toFixed(1)} %`;
}

function sliceName(slice: Slice): string {
  switch (slice.kind) {
    case 'word':
      return `with the word “${visibleText(slice.word)}”`;
    case 'value':
    case 'shape':
    case 'origin':
      return `with ${visibleText(slice.column)} “${visibleText(slice.value)}”`;
    case 'time':
      return `of the stretch of ${visibleText(slice.column)} from ${visibleText(slice.value)}`;
  }
}

function patternOf(slice: Slice): Pattern {
  switch (slice.kind) {
    case 'word':
      return { kind: 'word-sequence', words: [slice.word] };
    case 'shape':
      return { kind: 'shape', property: slice.column, value: slice.value };
    case 'value':
    case 'origin':
      return { kind: 'field-values', fields: [{ field: slice.column, value: slice.value }] };
    case 'time':
      return {
        kind: 'column',
        column: slice.column,
        problem: `labels are flipped in the stretch from ${slice.value}`,
      };
  }
}

function labelSuspicion(one: EmptiedLabel, labels: number): Suspicion {
  const { label, records, differ, expected, spreads, logP, qValue } = one;
  const name = visibleText(label);
  return {
    attackClass: null,
    pattern: {
      kind: 'column',
      column: 'label',
      problem: `records that look like ${label} are called something else`,
    },
    identity: label,
    ladder: 'quality-issue',
    severity: 'low',
    outcome: label,
    evidence: {
      effect: {
        name: 'share called otherwise beyond other labels',
        value: (differ - expected) / records,
      },
      statistic: { name: 'records called otherwise', value: differ },
      pValue: Math.exp(logP),
      qValue,
      nullHypothesis:
        'Records of one label are called otherwise as often as those of all other labels; binomial, Bonferroni over labels.',
      tried: labels,
      counts: { records, differ, expected: Math.round(expected) },
    },
    summary: `Of ${records} records that look like “${name}”, ${differ} are called something else; in other labels ${Math.round(expected)} of as many.`,
    counterEvidence: 'A label whose meaning overlaps with others by its nature.',
    grounds: [
      `its share lies ${spreads.toFixed(1)} robust standard deviations beyond those of other labels`,
      'likely is what lies above the mean of its own label, so that rare labels count as well',
    ],
    suggestedAction: `Look at the records of “${name}” that label issues name.`,
    alsoSeenAs: [],
    positions: new Uint32Array(0),
    risk: new Float32Array(0),
    strength: 6,
    shown: true,
  };
}
