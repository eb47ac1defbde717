import { visibleText } from '../../core/visible-text.ts';
import type { Engine } from '../../engine/operations/engine.ts';
import type { LabelFlip, LabelJudge, LabelJudgement } from '../../engine/operations/labels.ts';
import type { Detector, Suspicion } from '../detector.ts';
import { labelSetDetection } from '../labels/label-set-detection.ts';

/** The most that a label may count against its record by itself: labels are wrong by accident too. */
const MOST_RISK = 0.5;
/** Fewer issues than this part of the records are not worth a person's time. */
const LEAST_SHARE = 0.002;
const LEAST_ISSUES = 5;
const SHOWN_FLIPS = 3;
const SHOWN_WORDS = 5;

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
    const grounds = isWorth(judgement) ? await learntGrounds(engine, judgement) : [];
    return {
      suspicions: suspicionsOf(judgement, grounds),
      tried: positions.length,
      looked: `labels of ${positions.length.toLocaleString('en')} records; ${issues.length.toLocaleString('en')} are probably wrong${judgedBy(judge)}`,
    };
  },
  misses: () =>
    'A wrong label that the words and fields of its record speak for; most of the wrong labels where half of a class or more is mislabelled.',
};

function isWorth({ issues, positions }: LabelJudgement): boolean {
  return issues.length >= Math.max(LEAST_ISSUES, LEAST_SHARE * positions.length);
}

/** What the linear model says: how late it learnt these labels, and by what it tells the commonest of its own. */
async function learntGrounds(
  engine: Engine,
  { judge, positions, issues, flips }: LabelJudgement,
): Promise<string[]> {
  if (judge.kind === 'given') return [];
  const [wrong, all] = await engine.meanLosses([issues, positions]);
  const late =
    wrong !== undefined && all !== undefined && wrong.records > 0 && wrong.early > all.early
      ? [
          `a model learns them late: after one pass their loss is ${wrong.early.toFixed(2)}, that of all labels ${all.early.toFixed(2)}`,
        ]
      : [];
  const [flip] = flips;
  const telling = (await engine.tellingFeatures(SHOWN_WORDS)).find(
    ({ label }) => label === flip?.predicted,
  );
  if (flip === undefined || telling === undefined || telling.features.length === 0) return late;
  const words = telling.features.map(({ feature }) => `“${visibleText(feature)}”`).join(', ');
  return [...late, `“${visibleText(flip.predicted)}” is told most by ${words}`];
}

function suspicionsOf(judgement: LabelJudgement, learnt: readonly string[]): Suspicion[] {
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
  if (!isWorth(judgement)) return [graded];
  // Both are ascending, and every issue is among the judged.
  let at = 0;
  const riskOfIssue = Float32Array.from(issues, (record) => {
    while (positions[at] !== record) at += 1;
    return graded.risk[at] as number;
  });
  const shown: Suspicion = {
    ...graded,
    grounds: [...graded.grounds, ...learnt],
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
