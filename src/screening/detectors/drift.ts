import { visibleText } from '../../core/visible-text.ts';
import type { ColumnProfile } from '../../engine/operations/columns.ts';
import type { Detector, Suspicion } from '../detector.ts';
import { type Shift, shiftBetween } from '../two-samples.ts';

const LEVEL = 0.001;
/** Smaller moves are no news, however sure. */
const LEAST_EFFECT = 0.1;

/**
 * Columns whose values are distributed otherwise than in the baseline: chi-square and Cramér's V for
 * categories, Kolmogorov and Smirnov for numbers, each with the population stability index and the
 * Jensen–Shannon divergence. The baseline is the file that was named, by its digest: it learns nothing.
 */
export const drift: Detector = {
  id: 'drift',
  version: 1,
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
    const apart = namesApart(now, then, new Set(compared.map(({ column }) => column)));
    return {
      suspicions: compared
        .map(({ column, shift }) => ({
          column,
          shift,
          qValue: Math.min(1, shift.pValue * compared.length),
        }))
        .filter(({ shift, qValue }) => qValue <= LEVEL && shift.effect.value >= LEAST_EFFECT)
        .map((one) => suspicionOf(one, compared.length)),
      tried: compared.length,
      looked: `${compared.length} columns beside those of the baseline${apart.length === 0 ? '' : `; not comparable: ${apart.join(', ')}`}`,
    };
  },
  misses: () =>
    'Columns that move together while each stays as it was; what a text says; anything where no baseline is given.',
};

/** Columns that only one of them has, or that hold numbers in one and names in the other. */
function namesApart(
  now: readonly ColumnProfile[],
  then: readonly ColumnProfile[],
  compared: ReadonlySet<string>,
): string[] {
  const all = new Set([...now, ...then].map(({ column }) => column));
  return [...all].filter((column) => !compared.has(column)).map((column) => visibleText(column));
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
