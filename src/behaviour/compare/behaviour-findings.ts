import { canonicalJson } from '../../core/canonical-json.ts';
import { digestOf } from '../../core/digest.ts';
import type { BehaviourFinding, SetComparison } from '../../findings/comparison-report.ts';
import { referencesFor } from '../../findings/references.ts';
import type { Suite } from '../suites/suite.ts';
import { announced } from './expected-effect.ts';
import type { PairedResults } from './paired-results.ts';
import type { RegressedSlice, RegressionScan } from './regression-scan.ts';
import type { SlowSlice } from './slow-slices.ts';

/** What comparing found, before it is told as findings. */
export interface Observations {
  readonly suite: Suite;
  readonly sets: readonly SetComparison[];
  /** Of the trusted set. */
  readonly results: PairedResults;
  readonly scan: RegressionScan;
  readonly slow: readonly SlowSlice[];
}

const OVERALL_LEVEL = 0.002;
const SCORE_LEVEL = 0.002;
/** Accuracy that moved by less counts as unmoved. */
const STABLE = 0.002;
/** A slice that lost less is told, and does not decide. */
const LEAST_DROP = 0.05;
const ONE_ANSWER = 0.8;
const MOST_ITEMS = 50;
const SWAPPED = 'The versions could be swapped at any item.';

/** Tells what was observed as findings: what decides first, what was announced last. */
export function behaviourFindings(seen: Observations): readonly BehaviourFinding[] {
  const all = [
    ...seen.scan.slices.map((slice) => sliceFinding(slice, seen)),
    ...overallFinding(seen),
    ...seen.slow.map((slice) => latencyFinding(slice, seen.results)),
    ...scoreFinding(seen),
  ];
  return all.sort((one, other) => rank(one) - rank(other));
}

function rank({ expected, decision }: BehaviourFinding): number {
  return expected === null ? ['fail', 'held', 'note'].indexOf(decision) : 3;
}

function sliceFinding(found: RegressedSlice, seen: Observations): BehaviourFinding {
  const { results, scan, suite } = seen;
  const { slice, regressed } = found;
  const judged = slice.items.filter((item) => results.items[item]?.expected !== null);
  const oldRight = judged.filter((item) => results.oldRight[item] === 1).length;
  const newRight = judged.filter((item) => results.freshRight[item] === 1).length;
  const drop = (oldRight - newRight) / judged.length;
  const answers = Array.from(regressed, (item) => results.fresh[item] as string);
  const outcome = commonAnswer(answers);
  const grounds = groundsOf(seen, { drop, outcome });
  const decides = drop >= LEAST_DROP;
  const items = Array.from(
    regressed,
    (item) => results.items[item] as (typeof results.items)[number],
  );
  return {
    ...named('slice', slice.name, outcome),
    subject: { slice: slice.name, items: slice.items.length },
    attackClass: grounds.isSuspected ? 'targeted' : null,
    references: referencesFor(grounds.isSuspected ? 'targeted' : null),
    ladder: decides && grounds.isSuspected ? 'suspected-poisoning' : 'drift',
    severity: decides ? 'high' : 'low',
    decision: decides ? 'fail' : 'note',
    evidence: {
      effect: { name: 'change of accuracy in the slice, points', value: -100 * drop },
      statistic: { name: 'log-likelihood ratio of regressions', value: found.statistic },
      pValue: found.signPValue,
      qValue: found.pValue,
      nullHypothesis: SWAPPED,
      tried: scan.scanned,
      counts: {
        items: judged.length,
        'right before': oldRight,
        'right now': newRight,
        regressions: found.regressions,
        improvements: found.improvements,
      },
      plots: [],
      examples: [],
    },
    summary: `Slice ${slice.name}: ${oldRight} of ${judged.length} answers were right, and ${newRight} are now${outcome === null ? '' : `; the wrong ones say ‘${outcome}’`}.`,
    counterEvidence:
      'A change that was meant to do this, declared under expect: in the suite, or true answers that are wrong.',
    grounds: grounds.all,
    suggestedAction:
      'Look at the changed answers of this slice, then at the training data that speak of it.',
    expected: announced(items, answers, suite.expectations),
    items: items.slice(0, MOST_ITEMS).map(({ id }) => id),
  };
}

function groundsOf(
  { sets: [trusted, live] }: Observations,
  { drop, outcome }: { readonly drop: number; readonly outcome: string | null },
): { readonly all: readonly string[]; readonly isSuspected: boolean } {
  const overall = trusted?.accuracy?.difference ?? 0;
  const isHidden = drop >= LEAST_DROP && Math.abs(overall) < STABLE;
  const isDifferential = trusted !== undefined && live !== undefined && isStable(live, trusted);
  return {
    all: [
      ...(isHidden
        ? [
            `The slice lost ${points(drop)}, while all items together moved by ${points(Math.abs(overall))}.`,
          ]
        : []),
      ...(outcome === null ? [] : ['Nearly all wrong answers are the same one.']),
      ...(isDifferential ? ['Live data show no such change: only the trusted set does.'] : []),
    ],
    isSuspected: isDifferential || (isHidden && outcome !== null),
  };
}

/** Whether live data moved no more than chance moves them; without true answers, far less than the trusted set. */
function isStable(live: SetComparison, trusted: SetComparison): boolean {
  if (live.accuracy !== null)
    return live.accuracy.pValue > 0.05 && live.accuracy.difference > -STABLE;
  return live.answersChanged / live.items < trusted.answersChanged / trusted.items / 2;
}

function overallFinding(seen: Observations): readonly BehaviourFinding[] {
  const [trusted, live] = seen.sets;
  const accuracy = trusted?.accuracy ?? null;
  if (trusted === undefined || accuracy === null) return [];
  if (accuracy.pValue > OVERALL_LEVEL || accuracy.difference > -STABLE) return [];
  const isDifferential = live !== undefined && isStable(live, trusted);
  const { results, suite } = seen;
  const worse = [...results.items.keys()].filter(
    (item) => (results.oldRight[item] as number) > (results.freshRight[item] as number),
  );
  const items = worse.map((item) => results.items[item] as (typeof results.items)[number]);
  const answers = worse.map((item) => results.fresh[item] as string);
  return [
    {
      ...named('accuracy', 'all items', null),
      subject: { slice: 'all items', items: trusted.items },
      attackClass: isDifferential ? 'availability' : null,
      references: referencesFor(isDifferential ? 'availability' : null),
      ladder: isDifferential ? 'suspected-poisoning' : 'drift',
      severity: 'high',
      decision: 'fail',
      evidence: {
        effect: { name: 'change of accuracy, points', value: 100 * accuracy.difference },
        statistic: { name: 'regressions', value: trusted.regressions },
        pValue: accuracy.pValue,
        qValue: null,
        nullHypothesis: SWAPPED,
        tried: 1,
        counts: { regressions: trusted.regressions, improvements: trusted.improvements },
        plots: [],
        examples: [],
      },
      summary: `${trusted.oldRight} of ${trusted.judged} answers were right and ${trusted.newRight} are now.`,
      counterEvidence: 'A change that was meant to do this, declared under expect: in the suite.',
      grounds: isDifferential
        ? ['Live data show no such change: only the trusted set does.']
        : ['Nothing tells yet where it comes from.'],
      suggestedAction: 'Compare what the versions were trained on.',
      expected: announced(items, answers, suite.expectations),
      items: items.slice(0, MOST_ITEMS).map(({ id }) => id),
    },
  ];
}

function latencyFinding(
  { slice, ratio, slower, pValue }: SlowSlice,
  results: PairedResults,
): BehaviourFinding {
  return {
    ...named('latency', slice.name, null),
    subject: { slice: slice.name, items: slice.items.length },
    attackClass: 'availability',
    references: referencesFor('availability'),
    ladder: 'drift',
    severity: 'medium',
    decision: 'held',
    evidence: {
      effect: { name: 'growth of latency against all items, percent', value: 100 * (ratio - 1) },
      statistic: { name: 'items that grew by more than the median', value: slower },
      pValue: null,
      qValue: pValue,
      nullHypothesis: 'Half of a slice’s items grow by more than the median of all items.',
      tried: null,
      counts: { items: slice.items.length, slower },
      plots: [],
      examples: [],
    },
    summary: `Slice ${slice.name}: answers take ${Math.round(100 * (ratio - 1))} % longer than before, against all items.`,
    counterEvidence: 'A second measurement in which the slice is as fast as the others.',
    grounds: ['Elsewhere latency did not grow as much.'],
    suggestedAction: 'Measure again; if it stays, look at what the model does with these inputs.',
    expected: null,
    items: Array.from(slice.items.subarray(0, MOST_ITEMS), (item) => results.items[item]?.id ?? ''),
  };
}

function scoreFinding({ sets: [trusted] }: Observations): readonly BehaviourFinding[] {
  const scores = trusted?.scores ?? null;
  if (trusted === undefined || scores === null || scores.pValue > SCORE_LEVEL) return [];
  return [
    {
      ...named('scores', 'all items', null),
      subject: { slice: 'all items', items: trusted.items },
      attackClass: null,
      references: [],
      ladder: 'drift',
      severity: 'low',
      decision: 'note',
      evidence: {
        effect: { name: 'Kolmogorov–Smirnov distance', value: scores.distance },
        statistic: { name: 'Kolmogorov–Smirnov distance', value: scores.distance },
        pValue: scores.pValue,
        qValue: null,
        nullHypothesis: SWAPPED,
        tried: 1,
        counts: { items: trusted.items },
        plots: [],
        examples: [],
      },
      summary: 'The scores of true answers are distributed differently.',
      counterEvidence: 'Another calibration of the scores, which changes no answer.',
      grounds: ['Scores alone decide nothing.'],
      suggestedAction: 'Check thresholds that are set on scores.',
      expected: null,
      items: [],
    },
  ];
}

function named(
  check: BehaviourFinding['check'],
  slice: string,
  outcome: string | null,
): Pick<BehaviourFinding, 'id' | 'fingerprint' | 'check' | 'outcome'> {
  const fingerprint = digestOf(canonicalJson([check, slice, outcome]));
  return { id: `${check}-${fingerprint.slice(7, 15)}`, fingerprint, check, outcome };
}

/** The answer that nearly all of them are, or `null`. */
function commonAnswer(answers: readonly string[]): string | null {
  const groups = [...Map.groupBy(answers, (answer) => answer)];
  const found = groups.find(([, same]) => same.length >= ONE_ANSWER * answers.length);
  return found?.[0] ?? null;
}

function points(share: number): string {
  return `${(100 * share).toFixed(1)} points`;
}
