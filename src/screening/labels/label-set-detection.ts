import { visibleText } from '../../core/visible-text.ts';
import type { Engine } from '../../engine/operations/engine.ts';
import type { LabelSetIssues, LabelSetJudgement } from '../../engine/operations/learning.ts';
import type { Detection, Suspicion } from '../detector.ts';

/** As of labels that exclude each other. */
const MOST_RISK = 0.5;
const LEAST_SHARE = 0.002;
const LEAST_ISSUES = 5;
const SHOWN_LABELS = 3;

/**
 * Labels of records that may have several: confident learning on each against the rest (Thyagarajan et al. 2022), by
 * probabilities that neither the record nor its contributor's other records have taught. A matter of quality.
 */
export async function labelSetDetection(engine: Engine): Promise<Detection> {
  const judgement = await engine.judgeLabelSets();
  const { positions } = judgement;
  const wrong = recordsOf(judgement);
  return {
    suspicions: suspicionsOf(judgement, wrong),
    tried: positions.length,
    looked: `labels of ${positions.length.toLocaleString('en')} records, of which some have several: each against the rest; ${wrong.length.toLocaleString('en')} records probably lack a label or have one too many`,
  };
}

function recordsOf({ labels }: LabelSetJudgement): Uint32Array {
  const all = new Set(labels.flatMap(({ missing, superfluous }) => [...missing, ...superfluous]));
  return Uint32Array.from(all).sort();
}

function suspicionsOf(judgement: LabelSetJudgement, wrong: Uint32Array): Suspicion[] {
  const { positions, quality, labels } = judgement;
  if (positions.length === 0) return [];
  const judged = positions.length;
  const graded: Suspicion = {
    attackClass: null,
    pattern: { kind: 'column', column: 'label', problem: 'labels that the records speak against' },
    ladder: 'quality-issue',
    severity: 'low',
    outcome: null,
    evidence: {
      effect: { name: 'share of records with a wrong label', value: wrong.length / judged },
      statistic: { name: 'records that lack a label or have one too many', value: wrong.length },
      pValue: null,
      qValue: null,
      nullHypothesis:
        'A rule: of each label against the rest, as many records as the confident joint counts off its diagonal, those that prefer the other side most.',
      tried: judged,
      counts: { records: wrong.length, judged },
    },
    summary: `${wrong.length.toLocaleString('en')} of ${judged.toLocaleString('en')} records probably lack a label or have one too many${spoken(labels)}.`,
    counterEvidence: 'A label that rests on something outside the record.',
    grounds: ['the rest of the data predicts another set of labels with confidence'],
    suggestedAction: 'Let a person look at the first of them; correct them or leave them out.',
    alsoSeenAs: [],
    positions,
    risk: quality.map((fits) => MOST_RISK * (1 - fits)),
    strength: 0,
    shown: false,
  };
  if (wrong.length < Math.max(LEAST_ISSUES, LEAST_SHARE * judged)) return [graded];
  let at = 0;
  const risk = Float32Array.from(wrong, (record) => {
    while (positions[at] !== record) at += 1;
    return graded.risk[at] as number;
  });
  return [graded, { ...graded, positions: wrong, risk, strength: 10, shown: true }];
}

function spoken(labels: readonly LabelSetIssues[]): string {
  const most = labels.slice(0, SHOWN_LABELS).map(({ label, missing, superfluous }) => {
    const name = `“${visibleText(label)}”`;
    return `${name} is missing in ${missing.length.toLocaleString('en')} and too many in ${superfluous.length.toLocaleString('en')}`;
  });
  return most.length === 0 ? '' : `: ${most.join(', ')}`;
}
