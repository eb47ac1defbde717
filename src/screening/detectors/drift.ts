import { visibleText } from '../../core/visible-text.ts';
import type { ColumnProfile } from '../../engine/operations/columns.ts';
import type { Engine } from '../../engine/operations/engine.ts';
import type { Detector, Suspicion } from '../detector.ts';
import { joinedSamples } from '../joint-shift/joined-samples.ts';
import { type JointShift, jointShift } from '../joint-shift/joint-shift.ts';
import { type Shift, shiftBetween } from '../two-samples.ts';

const LEVEL = 0.001;
/** Smaller moves are no news, however sure. */
const LEAST_EFFECT = 0.1;
const LEAST_JOINT_EFFECT = 0.05;

/** Of both, for the tests that take all columns together. */
const SAMPLED = 2000;
const TESTS = { rounds: 19, energyRounds: 199 } as const;
const KINDS = ['names', 'numbers', 'shape', 'label'] as const;
/** Tests of all columns together. */
const JOINT_TESTS = 2;
const TOGETHER = 'all columns together';

/**
 * Columns whose values are distributed otherwise than in the baseline: chi-square and Cramér's V for
 * categories, Kolmogorov and Smirnov for numbers, each with the population stability index and the
 * Jensen–Shannon divergence. All columns and words together: a classifier two-sample test and the energy
 * distance. The baseline is the file that was named, by its digest: it learns nothing.
 */
export const drift: Detector = {
  id: 'drift',
  version: 2,
  title: 'Drift against the baseline',
  prefix: 'DR',
  section: 'findings',
  inapplicable: (_dataset, baseline) => (baseline === null ? 'no baseline was given' : null),
  async run({ engine, baseline }) {
    const [now, then] = [await engine.profile(), (await baseline?.profile()) ?? []];
    const before = new Map(then.map((profile) => [profile.column, profile]));
    const compared = now.flatMap((profile) => {
      const other = before.get(profile.column);
      const shift = other === undefined ? null : shiftBetween(profile, other);
      return shift === null ? [] : [{ column: profile.column, shift }];
    });
    const joint = baseline === null ? null : await jointShiftOf(engine, baseline);
    const tried = compared.length + (joint === null ? 0 : JOINT_TESTS);
    const columns = compared
      .map(({ column, shift }) => ({
        column,
        shift,
        qValue: Math.min(1, shift.pValue * tried),
      }))
      .filter(({ shift, qValue }) => qValue <= LEVEL && shift.effect.value >= LEAST_EFFECT)
      .map((one) => suspicionOf(one, tried));
    const together = joint === null ? null : togetherSuspicion(joint, tried);
    return {
      suspicions: together === null ? columns : [...columns, together],
      tried,
      looked: [
        `${compared.length} columns beside those of the baseline`,
        ...(joint === null
          ? ['too few records to take all columns together']
          : [`all together: ${told(joint)}`]),
        ...namesApart(now, then, new Set(compared.map(({ column }) => column))),
      ].join('; '),
    };
  },
  misses: () =>
    `A change in fewer than about one record in twenty, unless one column shows it; anything where no baseline is given. All columns together are compared on ${SAMPLED.toLocaleString('en')} records of either side.`,
};

/**
 * What both hold, labels too, as far as both have the column: with the words of texts and without them,
 * among which a few columns would be lost. The clearer of both.
 */
async function jointShiftOf(engine: Engine, baseline: Engine): Promise<JointShift | null> {
  const [then, now] = await Promise.all(
    [baseline, engine].map((one) => one.sampleContent({ most: SAMPLED })),
  );
  if (then === undefined || now === undefined) return null;
  const shifts = [true, false].flatMap((words) => {
    const joined = joinedSamples(then, now, { kinds: KINDS, words });
    return jointShift(joined, TESTS) ?? [];
  });
  return shifts.sort((a, b) => a.pValue - b.pValue)[0] ?? null;
}

function told({ accuracy }: JointShift): string {
  return `a model tells ${percent(accuracy)} of records apart, half by chance`;
}

/** Null: records of both are drawn from one distribution. `null` where they can hardly be told apart. */
function togetherSuspicion(joint: JointShift, tried: number): Suspicion | null {
  const { accuracy, pValue, shuffled, energy, moved, slice, rows } = joint;
  const qValue = Math.min(1, pValue * tried);
  const effect = 2 * accuracy - 1;
  if (qValue > LEVEL || effect < LEAST_JOINT_EFFECT || shuffled.reached > 0) return null;
  const where =
    slice === null
      ? []
      : [
          `concentrated in ${visibleText(slice.column)} “${visibleText(slice.value)}”: ${percent(slice.accuracy)} told apart there, ${percent(slice.elsewhere)} elsewhere (q ${slice.qValue.toExponential(0)})`,
        ];
  return {
    attackClass: null,
    pattern: {
      kind: 'column',
      column: TOGETHER,
      problem: 'records can be told from those of the baseline',
    },
    ladder: 'drift',
    severity: 'low',
    outcome: null,
    evidence: {
      effect: { name: 'share of records told apart beyond chance', value: effect },
      statistic: { name: 'accuracy out of fold', value: accuracy },
      pValue,
      qValue,
      nullHypothesis:
        'Records of both datasets are drawn from one distribution, so that half are told right (classifier two-sample test, binomial); Bonferroni over columns, with and without words.',
      tried,
      counts: { records: rows },
    },
    summary: `Records can be told from those of the baseline: ${told(joint)}${slice === null ? '' : `; most in ${visibleText(slice.column)} “${visibleText(slice.value)}”`}.`,
    counterEvidence: 'A known change of where the records come from, or of how they are drawn.',
    grounds: [
      ...where,
      ...moved.map(
        ({ name, before, after }) => `${visibleText(name)} ${percent(before)} → ${percent(after)}`,
      ),
      `none of ${shuffled.rounds} shuffles of both samples was told apart so well`,
      `energy distance, 0 to 1: ${energy.coefficient.toFixed(4)} (p ${energy.pValue.toFixed(3)} by ${energy.rounds} permutations)`,
    ],
    suggestedAction: 'Find out what changed at the source before the next training.',
    alsoSeenAs: [],
    positions: new Uint32Array(0),
    risk: new Float32Array(0),
    strength: 10 * effect,
    shown: true,
  };
}

function percent(share: number): string {
  return `${(Math.round(1000 * share) / 10).toFixed(1)} %`;
}

/** Columns that only one of them has, or that hold numbers in one and names in the other, in words. */
function namesApart(
  now: readonly ColumnProfile[],
  then: readonly ColumnProfile[],
  compared: ReadonlySet<string>,
): string[] {
  const [here, before] = [now, then].map((all) => all.map(({ column }) => column));
  const named = (words: string, columns: readonly string[]): string[] =>
    columns.length === 0
      ? []
      : [`${words}: ${columns.map((name) => visibleText(name)).join(', ')}`];
  const both = (here ?? []).filter((column) => before?.includes(column));
  return [
    ...named(
      'not in the baseline',
      (here ?? []).filter((column) => !before?.includes(column)),
    ),
    ...named(
      'only in the baseline',
      (before ?? []).filter((column) => !here?.includes(column)),
    ),
    ...named(
      'not of one kind in both',
      both.filter((column) => !compared.has(column)),
    ),
  ];
}

interface Moved {
  readonly column: string;
  readonly shift: Shift;
  readonly qValue: number;
}

function suspicionOf({ column, shift, qValue }: Moved, tried: number): Suspicion {
  const name = visibleText(column);
  const moved = shift.moved.map((words) => visibleText(words)).join(', ');
  return {
    attackClass: null,
    pattern: {
      kind: 'column',
      column,
      problem: 'its values are not distributed as in the baseline',
    },
    ladder: 'drift',
    severity: 'low',
    outcome: null,
    evidence: {
      effect: shift.effect,
      statistic: { name: 'population stability index', value: shift.stability },
      pValue: shift.pValue,
      qValue,
      nullHypothesis:
        'The values of both datasets are drawn from one distribution; Bonferroni over columns.',
      tried,
      counts: {},
    },
    summary: `The values of ${name} moved against the baseline: ${moved}.`,
    counterEvidence: 'A known change of where the records come from, or of how they are drawn.',
    grounds: [
      `${shift.effect.name} ${shift.effect.value.toFixed(2)}, stability index ${shift.stability.toFixed(2)}, Jensen–Shannon divergence ${shift.divergence.toFixed(3)} bits`,
    ],
    suggestedAction: 'Find out what changed at the source before the next training.',
    alsoSeenAs: [],
    positions: new Uint32Array(0),
    risk: new Float32Array(0),
    strength: 10 * shift.effect.value,
    shown: true,
  };
}
