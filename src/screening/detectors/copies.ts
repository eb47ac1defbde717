import type { CopyCluster } from '../../engine/operations/copies.ts';
import type { Engine } from '../../engine/operations/engine.ts';
import { concentrations } from '../concentration.ts';
import { copiesPattern } from '../copies-pattern.ts';
import type { Detector, Suspicion } from '../detector.ts';

const LEAST_CLUSTER = 20;
const MOST_CLUSTERS = 200;
const SHOWN_SIZE = 5;
const MOST_SHOWN = 10;

/**
 * Clusters of exact and near copies (MinHash-LSH at Jaccard 0.8 of character 5-grams, verified
 * exactly), and whether they come from one place: a campaign repeats itself, from few sources,
 * accounts or hours.
 */
export const copies: Detector = {
  id: 'copies',
  version: 1,
  title: 'Copies and near-copies',
  prefix: 'CP',
  section: 'findings',
  inapplicable: ({ hasText }) => (hasText ? null : 'there is no text column'),
  async run({ engine }) {
    const { clusters, exactCopies, note } = await engine.copyClusters();
    const looked = clusters
      .filter(({ positions }) => positions.length >= SHOWN_SIZE)
      .slice(0, MOST_CLUSTERS);
    const suspicions = await Promise.all(
      looked.map((cluster, rank) => suspicionOf(engine, cluster, { rank, tried: looked.length })),
    );
    const described = `clusters of copies: ${clusters.length.toLocaleString('en')}, ${exactCopies.toLocaleString('en')} exact`;
    return {
      suspicions,
      tried: clusters.length,
      looked: note === null ? described : `${described}; ${note}`,
    };
  },
  misses: ({ origins }) =>
    origins.length > 0
      ? `A campaign of fewer than ${LEAST_CLUSTER} texts, or one that is rewritten so far that fewer than 8 in 10 of its five-letter pieces agree.`
      : 'Whether copies come from one place: there is no column for source, contributor or time.',
};

async function suspicionOf(
  engine: Engine,
  cluster: CopyCluster,
  at: { rank: number; tried: number },
): Promise<Suspicion> {
  const { positions, exact, labels } = cluster;
  const size = positions.length;
  const [quoted] = await engine.quote([positions[0] as number]);
  const [strongest = null] = concentrations(engine.dataset, await engine.distribution(positions), {
    size,
    tried: at.tried,
  });
  const suspected = size >= LEAST_CLUSTER && strongest !== null;
  const [top] = labels;
  const oneLabel = top !== undefined && top.records >= 0.9 * size ? top.label : null;
  return {
    attackClass: suspected ? 'injection-campaign' : null,
    ...copiesPattern(quoted?.text ?? '', exact + 1 === size),
    ladder: suspected ? 'suspected-poisoning' : 'quality-issue',
    severity: suspected ? 'high' : 'low',
    outcome: suspected ? oneLabel : null,
    evidence: {
      effect: { name: 'share from one place', value: strongest?.share ?? 0 },
      statistic: { name: 'records', value: size },
      pValue: strongest === null ? null : Math.exp(strongest.logP),
      qValue: strongest === null ? null : strongest.qValue,
      nullHypothesis:
        strongest === null
          ? 'A rule: near-copies are counted; without a place of origin they do not climb.'
          : 'Copies come from sources, contributors and times as all records do; Chernoff bound, Bonferroni over clusters and places.',
      tried: at.tried,
      counts: { records: size, exactCopies: exact },
    },
    summary: `${size} records are copies or near-copies of one text${strongest === null ? '' : `, ${Math.round(100 * strongest.share)} % of them from ${strongest.name}`}.`,
    counterEvidence: 'A template that this source uses openly: a form, a notice, a repost button.',
    grounds:
      strongest === null
        ? ['copies alone are a matter of quality']
        : [
            `${strongest.found} of ${size} come from ${strongest.name}, which has ${Math.round(1000 * strongest.prior) / 10} % of all records`,
          ],
    suggestedAction: suspected
      ? 'Keep one of them at most, and look at what else this source or contributor sent.'
      : 'Keep one of each where copies would count double in training.',
    alsoSeenAs: [],
    positions,
    risk: new Float32Array(size).fill(suspected ? 0.92 : Math.min(0.3, size / 1000)),
    strength: (suspected ? 90 : 10) + Math.min(9, size / 100),
    shown: suspected || at.rank < MOST_SHOWN,
  };
}
