import type { CopyCluster } from '../../engine/operations/copies.ts';
import { copiesPattern } from '../copies-pattern.ts';
import type { Detector, Suspicion } from '../detector.ts';

const MOST_SHOWN = 5;
/** Whoever has the commonest label of a cluster is more likely right. */
const COMMONEST_RISK = 0.05;
const OTHER_RISK = 0.2;

/** Nearly identical texts with different labels: at least one of them is wrong. */
export const contradictions: Detector = {
  id: 'contradictions',
  version: 1,
  title: 'Contradictions: one text, several labels',
  prefix: 'CD',
  section: 'findings',
  inapplicable: ({ hasText, labelProblem, outcomes }) => {
    if (!hasText) return 'there is no text column';
    return outcomes === 'behaviours' ? 'one prompt may have several good answers' : labelProblem;
  },
  async run({ engine }) {
    const { clusters } = await engine.copyClusters();
    const contradicting = clusters.filter(({ labels }) => labels.length > 1);
    const suspicions = await Promise.all(
      contradicting.map(async (cluster, rank) => {
        const [quoted] =
          rank < MOST_SHOWN ? await engine.quote([cluster.positions[0] as number]) : [];
        const commonest = engine.dataset.labels.indexOf(cluster.labels[0]?.label ?? '');
        const usual = new Set(await engine.withOutcome(cluster.positions, commonest));
        return {
          ...suspicionOf(cluster, { template: quoted?.text ?? '', shown: rank < MOST_SHOWN }),
          risk: Float32Array.from(cluster.positions, (record) =>
            usual.has(record) ? COMMONEST_RISK : OTHER_RISK,
          ),
        };
      }),
    );
    return {
      suspicions,
      tried: clusters.length,
      looked: `clusters of copies: ${clusters.length.toLocaleString('en')}, ${contradicting.length.toLocaleString('en')} with more than one label`,
    };
  },
  misses: () => 'Texts that mean the same in other words.',
};

function suspicionOf(
  { positions, labels }: CopyCluster,
  { template, shown }: { template: string; shown: boolean },
): Omit<Suspicion, 'risk'> {
  const minority = labels.slice(1).reduce((sum, { records }) => sum + records, 0);
  return {
    attackClass: null,
    ...copiesPattern(template, false),
    ladder: 'quality-issue',
    severity: 'low',
    outcome: null,
    evidence: {
      effect: { name: 'share outside the commonest label', value: minority / positions.length },
      statistic: { name: 'labels', value: labels.length },
      pValue: null,
      qValue: null,
      nullHypothesis: 'A rule: near-identical texts with different labels cannot all be right.',
      tried: null,
      counts: { records: positions.length, minority },
    },
    summary: `${positions.length} nearly identical records have ${labels.length} different labels.`,
    counterEvidence: 'A label that rests on something outside the text.',
    grounds: [
      'one text cannot have several right labels, unless the label rests on something else',
    ],
    suggestedAction: 'Let a person decide the label once, for all of them.',
    alsoSeenAs: [],
    positions,
    strength: 5 + Math.min(4, positions.length / 10),
    shown,
  };
}
