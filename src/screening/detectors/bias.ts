import { visibleText } from '../../core/visible-text.ts';
import type { GroupOutcomes } from '../../engine/operations/groups.ts';
import { normalUpperTail } from '../../numerics/normal-tail.ts';
import type { Rate } from '../../numerics/rate-shift.ts';
import { comparedOutcomes, type ShiftedGroup, shiftedGroups } from '../bias/shifted-groups.ts';
import { type UnexplainedRate, unexplainedRate } from '../bias/unexplained-rate.ts';
import type { Detection, Detector, DetectorContext, Suspicion } from '../detector.ts';

const LEVEL = 0.001;
/** Smaller changes of a difference are no news, however sure. */
const LEAST_CHANGE = 0.05;
const MOST_SHOWN = 5;

/**
 * Rates of outcomes between groups that the user names, before and after: did a change of data move one
 * group against the others, and does what else stands in its records explain that?
 */
export const bias: Detector = {
  id: 'bias',
  version: 1,
  title: 'Outcomes between groups',
  prefix: 'BI',
  section: 'findings',
  inapplicable: ({ labelProblem }) => labelProblem,
  async run(context) {
    const { engine, baseline, groups } = context;
    if (groups === undefined || groups.length === 0)
      return { ...NOTHING, notApplicable: 'no groups were named' };
    const after = await engine.outcomesByGroup(groups);
    const seen = `${after.groups.length} groups by ${groups.map((name) => visibleText(name)).join(' and ')}: ${rangeOf(after)}`;
    if (baseline === null)
      return { ...NOTHING, looked: `${seen}; no baseline to compare them with` };
    const { tried, groups: compared } = shiftedGroups(
      await baseline.outcomesByGroup(groups),
      after,
    );
    const moved = compared.filter(
      ({ qValue, shift }) => qValue <= LEVEL && Math.abs(shift.change) >= LEAST_CHANGE,
    );
    const suspicions: Suspicion[] = [];
    for (const [rank, group] of moved.entries()) {
      const unexplained = rank < MOST_SHOWN ? await changeOfUnexplained(context, group) : null;
      suspicions.push(suspicionOf(group, { unexplained, groups, tried, shown: rank < MOST_SHOWN }));
    }
    return { suspicions, tried, looked: seen };
  },
  misses: () =>
    'Groups that nobody named or that no column tells; differences that were there before; groups with fewer than 20 records on either side.',
};

const NOTHING: Detection = { suspicions: [], tried: 0, looked: '' };

/** The least and the greatest rate among groups that are large enough to have one. */
function rangeOf(outcomes: GroupOutcomes): string {
  const [outcome = ''] = comparedOutcomes(outcomes);
  const at = outcomes.labels.indexOf(outcome);
  const rates = outcomes.groups
    .filter(({ records }) => records >= 20)
    .map(({ values, records, byLabel }) => ({ values, rate: (byLabel[at] ?? 0) / records }))
    .sort((a, b) => a.rate - b.rate);
  const [least, most] = [rates[0], rates.at(-1)];
  if (least === undefined || most === undefined) return 'none with 20 records';
  return `“${visibleText(outcome)}” for ${percent(least.rate)} of ${named(least.values)} to ${percent(most.rate)} of ${named(most.values)}`;
}

/** What the rest of the records leaves unexplained now, beside what it left before. */
interface ChangeOfUnexplained {
  readonly before: UnexplainedRate;
  readonly after: UnexplainedRate;
  readonly pValue: number;
}

async function changeOfUnexplained(
  { engine, baseline, groups = [] }: DetectorContext,
  { values, outcome }: ShiftedGroup,
): Promise<ChangeOfUnexplained | null> {
  const [column, value] = [groups[0], values[0]];
  if (baseline === null || column === undefined || value === undefined || groups.length !== 1)
    return null;
  const [after, before] = [
    await unexplainedRate(engine, { column, value, outcome }),
    await unexplainedRate(baseline, { column, value, outcome }),
  ];
  if (after === null || before === null) return null;
  const spread = Math.sqrt(after.variance + before.variance);
  const z = Math.abs(after.excess - before.excess) / Math.max(1e-9, spread);
  return { before, after, pValue: Math.min(1, 2 * normalUpperTail(z)) };
}

interface SuspicionContext {
  readonly unexplained: ChangeOfUnexplained | null;
  readonly groups: readonly string[];
  readonly tried: number;
  readonly shown: boolean;
}

function suspicionOf(
  { values, outcome, before, after, shift, qValue }: ShiftedGroup,
  { unexplained, groups, tried, shown }: SuspicionContext,
): Suspicion {
  const suspect = isUnexplained(unexplained, { change: shift.change, tried });
  const name = named(values);
  const label = visibleText(outcome);
  return {
    attackClass: suspect ? 'bias-injection' : null,
    pattern: {
      kind: 'field-values',
      fields: groups.map((field, at) => ({ field, value: values[at] ?? '' })),
    },
    ladder: suspect ? 'suspected-poisoning' : 'drift',
    severity: suspect ? 'high' : 'medium',
    outcome,
    evidence: {
      effect: { name: 'change of the difference between rates', value: shift.change },
      statistic: { name: 'difference between rates now', value: shift.after },
      pValue: shift.pValue,
      qValue,
      nullHypothesis:
        'The rate of the group differs from that of all others as it did before (difference of differences, Agresti and Caffo); Bonferroni over groups and outcomes.',
      tried,
      counts: {
        records: after[0].trials,
        outcomes: after[0].successes,
        'records before': before[0].trials,
        'outcomes before': before[0].successes,
      },
    },
    summary: `“${label}” for ${rateText(before[0])} of ${name} before and ${rateText(after[0])} now, for ${rateText(before[1])} and ${rateText(after[1])} of all others: the difference moved by ${points(shift.change)} (95 % interval ${points(shift.low)} to ${points(shift.high)}).`,
    counterEvidence:
      'A change of who is recorded in the group, or of the law or rule that decides the outcome.',
    grounds: [
      `difference between rates ${points(shift.before)} before, ${points(shift.after)} now`,
      unexplained === null
        ? 'what else stands in the records was not taken into account'
        : `beyond what the rest of the records predicts: ${points(unexplained.before.excess)} before, ${points(unexplained.after.excess)} now (p ${unexplained.pValue.toExponential(0)})`,
    ],
    suggestedAction:
      'Look at who labelled these records. Where the outcome is about work, credit, housing or public services, have it reviewed: a difference between protected groups may be unlawful (in the US under Title VII, ECOA, the FHA or the ADA; in the EU see the AI Act, article 10).',
    alsoSeenAs: [],
    positions: new Uint32Array(0),
    risk: new Float32Array(0),
    strength: (suspect ? 50 : 9) + 20 * Math.abs(shift.change),
    shown,
  };
}

/** Grounds for suspicion: the change is not in what else the records hold, and goes the same way. */
function isUnexplained(
  unexplained: ChangeOfUnexplained | null,
  { change, tried }: { readonly change: number; readonly tried: number },
): boolean {
  if (unexplained === null) return false;
  const moved = unexplained.after.excess - unexplained.before.excess;
  return (
    unexplained.pValue * tried <= LEVEL &&
    Math.abs(moved) >= LEAST_CHANGE &&
    Math.sign(moved) === Math.sign(change)
  );
}

function named(values: readonly string[]): string {
  return values.map((value) => `“${visibleText(value)}”`).join(' with ');
}

function rateText({ successes, trials }: Rate): string {
  return percent(successes / trials);
}

function percent(share: number): string {
  return `${(Math.round(1000 * share) / 10).toFixed(1)} %`;
}

function points(share: number): string {
  return `${share < 0 ? '−' : '+'}${(Math.round(1000 * Math.abs(share)) / 10).toFixed(1)} points`;
}
