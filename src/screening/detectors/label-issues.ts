import { visibleText } from '../../core/visible-text.ts';
import type { LabelFlip, LabelJudge, LabelJudgement } from '../../engine/operations/labels.ts';
import type { Detector, Suspicion } from '../detector.ts';
import { labelSetDetection } from '../labels/label-set-detection.ts';

/** The most that a label may count against its record by itself: labels are wrong by accident too. */
const MOST_RISK = 0.5;
/** Fewer issues than this part of the records are not worth a person's time. */
const LEAST_SHARE = 0.002;
const LEAST_ISSUES = 5;
const SHOWN_FLIPS = 3;

/**
 * Labels that are probably wrong: confident learning (Northcutt, Jiang and Chuang 2021) on
 * predictions that neither the record nor its contributor's other records have taught. Most such
 * labels are mistakes, and so it is a matter of quality.
 */
export const labelIssues: Detector = {
  id: 'label-issues',
  version: 1,
  title: 'Labels that are probably wrong',
  prefix: 'LI',
  section: 'findings',
  inapplicable: ({ labelProblem, outcomes }) =>
    outcomes === 'behaviours' ? 'what responses do is no label' : labelProblem,
  async run({ engine }) {
    if (engine.dataset.severalLabels) return await labelSetDetection(engine);
    const judgement = await engine.judgeLabels();
    const { judge, positions, issues } = judgement;
    return {
      suspicions: suspicionsOf(judgement),
      tried: positions.length,
      looked: `labels of ${positions.length.toLocaleString('en')} records; ${issues.length.toLocaleString('en')} are probably wrong${judgedBy(judge)}`,
    };
  },
  misses: () =>
    'A wrong label that the words and fields of its record speak for; most of the wrong labels where half of a class or more is mislabelled.',
};

function suspicionsOf(judgement: LabelJudgement): Suspicion[] {
  const { judge, positions, quality, issues, flips } = judgement;
  if (positions.length === 0) return [];
  const graded: Suspicion = {
    ...describe(issues.length, positions.length, flips),
    ...(judge.kind === 'given'
      ? { grounds: ['the given probabilities name another label with confidence'] }
      : {}),
    positions,
    risk: quality.map((fits) => MOST_RISK * (1 - fits)),
    strength: 0,
    shown: false,
  };
  const isWorth = issues.length >= Math.max(LEAST_ISSUES, LEAST_SHARE * positions.length);
  if (!isWorth) return [graded];
  // Both are ascending, and every issue is among the judged.
  let at = 0;
  const riskOfIssue = Float32Array.from(issues, (record) => {
    while (positions[at] !== record) at += 1;
    return graded.risk[at] as number;
  });
  const shown: Suspicion = {
    ...graded,
    positions: issues,
    risk: riskOfIssue,
    strength: 10,
    shown: true,
  };
  return [graded, shown];
}

function judgedBy(judge: LabelJudge): string {
  if (judge.kind === 'out-of-fold') return '';
  const { file, digest, notes } = judge;
  const named = `${visibleText(file)} (${digest})`;
  return [
    '; judged by the probabilities in ',
    named,
    ...notes.map((note) => `. ${visibleText(note)}`),
  ].join('');
}

type Described = Omit<Suspicion, 'positions' | 'risk' | 'strength' | 'shown'>;

function describe(issues: number, judged: number, flips: readonly LabelFlip[]): Described {
  return {
    attackClass: null,
    pattern: { kind: 'column', column: 'label', problem: 'labels that the records speak against' },
    ladder: 'quality-issue',
    severity: 'low',
    outcome: null,
    evidence: {
      effect: { name: 'share of labels that are probably wrong', value: issues / judged },
      statistic: { name: 'labels that are probably wrong', value: issues },
      pValue: null,
      qValue: null,
      nullHypothesis:
        'A rule: as many records of each pair of labels as the confident joint counts off its diagonal, those that prefer the other label most.',
      tried: judged,
      counts: { records: issues, judged },
    },
    summary: `${issues.toLocaleString('en')} of ${judged.toLocaleString('en')} labels are probably wrong${spoken(flips)}.`,
    counterEvidence: 'A label that rests on something outside the record.',
    grounds: ['the rest of the data predicts another label with confidence'],
    suggestedAction: 'Let a person look at the first of them; correct them or leave them out.',
    alsoSeenAs: [],
  };
}

function spoken(flips: readonly LabelFlip[]): string {
  const most = flips.slice(0, SHOWN_FLIPS);
  if (most.length === 0) return '';
  const pairs = most.map(
    ({ given, predicted, records }) =>
      `${records.toLocaleString('en')} labelled “${visibleText(given)}” that read like “${visibleText(predicted)}”`,
  );
  return `: ${pairs.join(', ')}`;
}
