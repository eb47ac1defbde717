import { visibleText } from '../../core/visible-text.ts';
import type { ColumnAgreement, PlaceAgreement } from '../../engine/operations/labels.ts';
import { upperTail } from '../../numerics/binomial-tail.ts';
import type { Detector, Suspicion } from '../detector.ts';
import { type BoundaryPush, boundaryPushes } from '../reviewers/boundary-pushes.ts';
import { spreadsBeyond } from '../spreads-beyond.ts';

const LEVEL = 0.001;
/** Labels beyond what is expected, as a part of all labels of the place, for a finding. */
const LEAST_EXCESS = 0.05;
/** For suspicion: so many times what is expected, and so far beyond what other places vary. */
const LEAST_RATIO = 2;
const LEAST_SPREADS = 6;
/** Fewer places than this cannot tell what is usual. */
const LEAST_PLACES = 3;
const MOST_SHOWN = 5;

/**
 * Who wrote the labels: contributors, sources and stretches of time whose labels differ from what the
 * rest of the data predicts, more often than in all other places where it predicts the same. Some
 * places are harder than others by nature; so suspicion needs a place far outside the others as well.
 */
export const labellers: Detector = {
  id: 'labellers',
  version: 2,
  title: 'Who wrote the labels',
  prefix: 'LA',
  section: 'findings',
  inapplicable: ({ labelProblem, origins, outcomes }) => {
    if (labelProblem !== null) return labelProblem;
    if (outcomes === 'behaviours') return 'what responses do is no label';
    return origins.length > 0 ? null : 'there is no column for contributor, source or time';
  },
  async run({ engine }) {
    const { columns } = await engine.judgeLabels();
    const tried = columns.reduce((sum, column) => sum + column.tried, 0);
    const judged = columns.flatMap((column) =>
      column.places.map((place) => judge({ column, place, tried })),
    );
    const pushed = boundaryPushes(await engine.boundaryLabels());
    const telling = judged
      .filter(({ qValue, excess }) => qValue <= LEVEL && excess >= LEAST_EXCESS)
      .sort((a, b) => a.logP - b.logP);
    const ranking = columns.map(({ column, places: [first] }) =>
      first === undefined
        ? ''
        : `${visibleText(column)} “${visibleText(first.value)}” differs most`,
    );
    return {
      suspicions: [
        ...telling.map((one, rank) => suspicionOf(one, { tried, shown: rank < MOST_SHOWN })),
        ...pushed.pushes.map(pushSuspicion),
      ],
      tried: tried + pushed.tried,
      looked: [
        `${tried.toLocaleString('en')} contributors, sources and stretches of time`,
        ...ranking.filter((words) => words !== ''),
      ].join('; '),
    };
  },
  misses: () =>
    'A labeller with fewer than 10 records, or one who flips fewer than about one label in twenty; labels that most labellers get wrong in the same way.',
};

/** Labels of a place that lean to one side where the model is undecided. */
function pushSuspicion(push: BoundaryPush): Suspicion {
  const { column, value, label, records, given, expected, logP, qValue, tried } = push;
  const name = `${visibleText(column)} “${visibleText(value)}”`;
  return {
    attackClass: null,
    pattern: { kind: 'field-values', fields: [{ field: column, value }] },
    identity: 'boundary',
    ladder: 'quality-issue',
    severity: 'low',
    outcome: label,
    evidence: {
      effect: {
        name: 'share of undecided records beyond what is expected',
        value: (given - expected) / records,
      },
      statistic: { name: 'undecided records with the label', value: given },
      pValue: Math.exp(logP),
      qValue,
      nullHypothesis:
        'Of the tenth of records that a model is least decided on, its labels are given as in all other places with the same likely label; Bonferroni over places and labels.',
      tried,
      counts: { records, given, expected: Math.round(expected) },
    },
    summary: `Of ${records} records of ${name} that lie near the boundary, ${given} are called “${visibleText(label)}”; ${Math.round(expected)} would be usual.`,
    counterEvidence: 'Guidelines that tell this place how to decide what is unclear.',
    grounds: [
      'enough flipped labels near the boundary move it, and no single one of them looks wrong',
    ],
    suggestedAction: `Have records of ${name} that were hard to decide labelled by somebody else.`,
    alsoSeenAs: [],
    positions: new Uint32Array(0),
    risk: new Float32Array(0),
    strength: 7,
    shown: true,
  };
}

interface JudgedPlace {
  readonly column: ColumnAgreement;
  readonly place: PlaceAgreement;
  readonly excess: number;
  readonly logP: number;
  readonly qValue: number;
  /** How far its share of differing labels lies beyond those of other places, in their spread. */
  readonly spreads: number;
}

/**
 * Null: a label of this place differs from its prediction as often as in all other places where the
 * same is predicted (Poisson binomial, Chernoff's bound; Bonferroni over all places).
 */
function judge({
  column,
  place,
  tried,
}: {
  column: ColumnAgreement;
  place: PlaceAgreement;
  tried: number;
}): JudgedPlace {
  const { differ, expected, records, chances } = place;
  const logits = chances.rates.map((rate) => Math.log(rate / (1 - rate)));
  const logP =
    differ <= expected ? 0 : upperTail({ counts: chances.counts, logits }, differ).logProbability();
  return {
    column,
    place,
    excess: (differ - expected) / records,
    logP,
    qValue: Math.min(1, Math.exp(logP) * tried),
    spreads: spreadsBeyond(column.shares, differ / records, records),
  };
}

function isSuspect({ column, place, spreads }: JudgedPlace): boolean {
  return (
    column.role !== 'time' &&
    column.tried >= LEAST_PLACES &&
    place.differ >= LEAST_RATIO * place.expected &&
    spreads >= LEAST_SPREADS
  );
}

function suspicionOf(
  judged: JudgedPlace,
  { tried, shown }: { tried: number; shown: boolean },
): Suspicion {
  const { column, place, logP, qValue, excess } = judged;
  const suspect = isSuspect(judged);
  const name = `${visibleText(column.column)} “${visibleText(place.value)}”`;
  const [flip] = place.flips;
  return {
    attackClass: suspect ? 'label-flip' : null,
    pattern: {
      kind: 'field-values',
      fields: [{ field: column.column, value: place.value }],
    },
    ladder: suspect ? 'suspected-poisoning' : 'quality-issue',
    severity: suspect ? 'high' : 'low',
    outcome: null,
    evidence: {
      effect: { name: 'share of labels beyond what is expected', value: excess },
      statistic: { name: 'labels that differ from what is predicted', value: place.differ },
      pValue: Math.exp(logP),
      qValue,
      nullHypothesis:
        'Its labels differ from what is predicted as often as in all other places where the same is predicted; Bonferroni over all places.',
      tried,
      counts: {
        records: place.records,
        differ: place.differ,
        expected: Math.round(place.expected),
      },
    },
    summary: `${place.differ} of the ${place.records} labels of ${name} differ from what the rest of the data predicts; ${Math.round(place.expected)} would be usual.`,
    counterEvidence: `A subject that only ${name} deals with, and that the rest of the data cannot judge.`,
    grounds: [
      `in other places with the same predictions about ${Math.round((100 * place.expected) / place.records)} % of labels differ, here ${Math.round((100 * place.differ) / place.records)} %`,
      ...(flip === undefined
        ? []
        : [
            `${flip.records} of them are called “${visibleText(flip.given)}” where “${visibleText(flip.predicted)}” is predicted`,
          ]),
    ],
    suggestedAction: suspect
      ? `Quarantine what comes from ${name}, and label a sample of it again.`
      : `Label a sample of ${name} again.`,
    alsoSeenAs: [],
    positions: place.positions,
    risk: new Float32Array(place.positions.length).fill(suspect ? 0.9 : 0.4),
    // A dishonest contributor shows in his source and his hours as well.
    ...(column.role === 'contributor' ? {} : { excess: place.differ - place.expected }),
    strength: (suspect ? 60 : 8) + Math.min(30, -logP / 20),
    shown,
  };
}
