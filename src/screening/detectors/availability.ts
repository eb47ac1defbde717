import { visibleText } from '../../core/visible-text.ts';
import type { Disagreement } from '../../engine/operations/disagreement.ts';
import type { Engine } from '../../engine/operations/engine.ts';
import type { LabelJudgement } from '../../engine/operations/labels.ts';
import type { Pattern } from '../../findings/pattern.ts';
import {
  type AvailabilityVerdict,
  excessOf,
  hasMoved,
  judgeAvailability,
  type RisingPlaces,
  searchPlaces,
} from '../availability/judge-availability.ts';
import type { PlacesTogether } from '../availability/places-together.ts';
import type { Detector, Suspicion } from '../detector.ts';
import { joinedSamples } from '../joint-shift/joined-samples.ts';
import { type JointShift, jointShift } from '../joint-shift/joint-shift.ts';

const SAMPLED = 1500;
/** Labels that are probably wrong, as a part of all, to be called noise. */
const NOISY = 0.05;

/**
 * Error that rises in both directions at once, in a source or a stretch of time: poison that makes a
 * model useless rather than obedient. Told apart from drift, in which the records have changed and their
 * labels are right, and from ordinary noise, which is as common everywhere.
 */
export const availability: Detector = {
  id: 'availability',
  version: 1,
  title: 'Errors that rise in both directions',
  prefix: 'AV',
  section: 'findings',
  inapplicable: ({ labelProblem, origins, outcomes }) => {
    if (labelProblem !== null) return labelProblem;
    if (outcomes === 'behaviours') return 'what responses do is no label';
    return origins.length > 0 ? null : 'there is no column for source or time';
  },
  async run({ engine }) {
    const all = await engine.disagreement();
    const { tried, rising } = searchPlaces(all);
    const looked = `${tried.toLocaleString('en')} sources and stretches of time`;
    if (rising === null) {
      const noise = noiseIn(await engine.judgeLabels(), { all, tried });
      const words = noise === null ? 'labels differ as often everywhere' : 'ordinary noise';
      return { suspicions: noise === null ? [] : [noise], tried, looked: `${looked}; ${words}` };
    }
    const shift = await shiftOf(engine, rising.places);
    const verdict = judgeAvailability(all, rising, shift);
    const { column, values } = rising.places;
    const positions = await engine.differing({ column: column.column, values });
    return {
      suspicions: [suspicionOf({ rising, shift, verdict, tried }, positions)],
      tried,
      looked: `${looked}; ${VERDICTS[verdict].name}`,
    };
  },
  misses: () =>
    'Errors that are as common at all times and in all sources; those of one direction, which other checks look for; and any rise where the model knows so little that most labels surprise it.',
};

const VERDICTS: Readonly<
  Record<
    AvailabilityVerdict,
    Pick<Suspicion, 'ladder' | 'severity'> & { name: string; risk: number }
  >
> = {
  attack: { ladder: 'suspected-poisoning', severity: 'high', name: 'an attack', risk: 0.85 },
  drift: { ladder: 'drift', severity: 'low', name: 'drift', risk: 0 },
  unclear: { ladder: 'quality-issue', severity: 'low', name: 'no clear cause', risk: 0 },
};

/** How far records there can be told from records elsewhere by what they hold, labels left out. */
async function shiftOf(
  engine: Engine,
  { column, values }: PlacesTogether,
): Promise<JointShift | null> {
  const at = { column: column.column, values };
  const [elsewhere, here] = await Promise.all(
    [true, false].map((isElsewhere) =>
      engine.sampleContent({ most: SAMPLED, at: { ...at, elsewhere: isElsewhere } }),
    ),
  );
  if (here === undefined || elsewhere === undefined) return null;
  const joined = joinedSamples(elsewhere, here, {
    kinds: ['names', 'numbers', 'shape'],
    words: true,
  });
  return jointShift(joined, { rounds: 0, energyRounds: 0 });
}

interface JudgedRise {
  readonly rising: RisingPlaces;
  readonly shift: JointShift | null;
  readonly verdict: AvailabilityVerdict;
  readonly tried: number;
}

function suspicionOf(judged: JudgedRise, positions: Uint32Array): Suspicion {
  const { rising, verdict, tried } = judged;
  const { rise, places, qValue, stratum } = rising;
  const where = placeName(places);
  const { ladder, severity, risk } = VERDICTS[verdict];
  const isAttack = verdict === 'attack';
  return {
    attackClass: isAttack ? 'availability' : null,
    pattern: patternOf(places, verdict),
    ladder,
    severity,
    outcome: null,
    evidence: {
      effect: { name: 'share of labels beyond what is expected', value: excessOf(rise) },
      statistic: { name: 'labels that differ from the likely one', value: rise.differ },
      pValue: Math.exp(rise.logP),
      qValue,
      nullHypothesis: `Which labels differ has nothing to do with source or time, among records of the same likely label${stratum === 'label' ? '' : ' of which the model is as sure'}; at least ${rise.needed} of ${rise.labels} labels must rise (partial conjunction), Bonferroni over sources and stretches of time.`,
      tried,
      counts: {
        records: rise.records,
        differ: rise.differ,
        expected: Math.round(rise.expected),
      },
    },
    summary: `${rise.differ} of ${rise.records} labels of ${where} differ from the likely ones, in at least ${rise.needed} of ${rise.labels} labels at once; ${Math.round(rise.expected)} would be usual. ${CONCLUSIONS[verdict]}`,
    counterEvidence: isAttack
      ? 'New guidelines for labelling, or a subject that the model knows and judges wrong, from that time or source on.'
      : 'Labels that a person finds wrong in a sample of these records.',
    grounds: groundsOf(judged),
    suggestedAction: isAttack
      ? `Quarantine what comes from ${where}, and label a sample of it again.`
      : `Label a sample of ${where} again before it is trained on.`,
    alsoSeenAs: [],
    positions,
    risk: new Float32Array(positions.length).fill(risk),
    excess: rise.differ - rise.expected,
    strength: (isAttack ? 55 : 6) + Math.min(30, -rise.logP / 20),
    shown: true,
  };
}

const CONCLUSIONS: Readonly<Record<AvailabilityVerdict, string>> = {
  attack: 'The records are as elsewhere: it is the labels that changed.',
  drift: 'The records are others than elsewhere: that explains it.',
  unclear: 'Neither an attack nor drift is clear.',
};

function groundsOf({ rising, shift }: JudgedRise): string[] {
  const { rise, stratum, spreads } = rising;
  const told =
    shift === null
      ? 'there are too few records to compare what they hold'
      : `a model tells ${percent(shift.accuracy)} of records there from records elsewhere by what they hold (half by chance, p ${shift.pValue.toExponential(0)})`;
  const moved = hasMoved(shift)
    ? (shift?.moved ?? []).map(
        ({ name, before, after }) =>
          `${visibleText(name)} stands in ${percent(before)} elsewhere, in ${percent(after)} there`,
      )
    : [];
  return [
    stratum === 'label'
      ? 'among records of which the model is as sure, labels differ as often as elsewhere'
      : `among records of which the model is as sure, ${rise.ratio.toFixed(1)} times as many labels differ as elsewhere, in at least ${rise.needed} labels`,
    told,
    ...moved,
    `the share of labels that differ lies ${spreads.toFixed(1)} robust standard deviations beyond other places`,
  ];
}

function placeName({ column, values }: PlacesTogether): string {
  const name = visibleText(column.column);
  const [first, last] = [visibleText(values[0] ?? ''), visibleText(values.at(-1) ?? '')];
  if (column.role !== 'time') return `${name} “${first}”`;
  return first === last
    ? `the stretch of ${name} from ${first}`
    : `${name} from ${first} to ${last}`;
}

function patternOf(places: PlacesTogether, verdict: AvailabilityVerdict): Pattern {
  const { column, values } = places;
  if (column.role !== 'time')
    return { kind: 'field-values', fields: [{ field: column.column, value: values[0] ?? '' }] };
  const problem =
    verdict === 'attack' ? 'labels are wrong in both directions' : 'labels differ more often';
  return {
    kind: 'column',
    column: column.column,
    problem: `${problem} in ${placeName(places)}`,
  };
}

/** Labels that are wrong in both directions as often at all times and in all sources. */
function noiseIn(
  { issues, positions, flips }: LabelJudgement,
  { all, tried }: { readonly all: Disagreement; readonly tried: number },
): Suspicion | null {
  const share = issues.length / Math.max(1, positions.length);
  const directions = new Set(flips.map(({ predicted }) => predicted)).size;
  const needed = Math.max(2, Math.ceil(all.labels.length / 2));
  if (tried === 0 || share < NOISY || directions < Math.min(needed, 20)) return null;
  return {
    attackClass: null,
    pattern: { kind: 'column', column: 'label', problem: 'labels are noisy, as often everywhere' },
    ladder: 'quality-issue',
    severity: 'low',
    outcome: null,
    evidence: {
      effect: { name: 'share of labels that are probably wrong', value: share },
      statistic: { name: 'labels that are probably wrong', value: issues.length },
      pValue: null,
      qValue: null,
      nullHypothesis:
        'None: a statement that no source and no stretch of time differs from the others (corrected p above 0.001).',
      tried,
      counts: { records: positions.length, issues: issues.length },
    },
    summary: `About ${percent(share)} of labels are probably wrong, in all directions, and as often in all sources and at all times: ordinary noise.`,
    counterEvidence: 'A contributor who wrote most of them.',
    grounds: ['none of the sources and stretches of time stands out'],
    suggestedAction: 'Look at the records that label issues name.',
    alsoSeenAs: [],
    positions: new Uint32Array(0),
    risk: new Float32Array(0),
    strength: 2,
    shown: true,
  };
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
