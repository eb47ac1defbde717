import type { PreferenceFacts } from '../../engine/operations/answers.ts';
import type { Engine } from '../../engine/operations/engine.ts';
import { concentrations } from '../concentration.ts';
import type { Suspicion } from '../detector.ts';

/** Where the other pairs tell no more of them than this, they say nothing about one. */
const LEAST_AGREEMENT = 0.6;
const LEAST_PAIRS = 5;
/** What a pair weighs that only runs against the others, and one that comes from where most such come from. */
const GRADED = 0.6;
const SUSPECTED = 0.9;

/**
 * Pairs whose chosen side the other pairs would reject: swapped by mistake, by taste, or by somebody.
 * They climb where one contributor, source or stretch of time sent most of them.
 */
export async function contrarySuspicion(
  engine: Engine,
  { pairs, agreement, contrary, contraryChances }: PreferenceFacts,
): Promise<Suspicion[]> {
  if (contrary.length < LEAST_PAIRS || agreement < LEAST_AGREEMENT) return [];
  const [place] = concentrations(engine.dataset, await engine.distribution(contrary), {
    size: contrary.length,
    tried: 1,
  });
  const weight = place === undefined ? GRADED : SUSPECTED;
  const usual = Math.round(100 * agreement);
  return [
    {
      attackClass: place === undefined ? null : 'feedback-manipulation',
      pattern: { kind: 'shape', property: 'preference', value: 'against what other pairs prefer' },
      ladder: place === undefined ? 'quality-issue' : 'suspected-poisoning',
      severity: place === undefined ? 'low' : 'high',
      outcome: null,
      evidence: {
        effect: { name: 'share of all pairs', value: contrary.length / pairs },
        statistic: { name: 'pairs against the others', value: contrary.length },
        pValue: place === undefined ? null : Math.exp(place.logP),
        qValue: place === undefined ? null : place.qValue,
        nullHypothesis:
          place === undefined
            ? 'A rule: by what the pairs of other folds prefer, the chosen side is better with a chance below 0.25.'
            : 'Such pairs come from sources, contributors and times as all pairs do; Chernoff bound, Bonferroni over places.',
        tried: null,
        counts: { pairs, contrary: contrary.length },
      },
      summary: `${contrary.length} of ${pairs} pairs prefer what the other pairs would reject${place === undefined ? '' : `; ${place.found} of them come from ${place.name}, which has ${Math.round(1000 * place.prior) / 10} % of all pairs`}.`,
      counterEvidence: 'A matter of taste, or a subject on which what is usual is wrong.',
      grounds: [
        `what other pairs prefer tells ${usual} % of all pairs, and speaks against these`,
        ...(place === undefined
          ? []
          : [`${place.found} of ${contrary.length} come from ${place.name}`]),
      ],
      suggestedAction: 'Have these pairs judged again by somebody who did not write them.',
      alsoSeenAs: [],
      positions: contrary,
      risk: contraryChances.map((chance) => weight * (1 - chance)),
      strength: place === undefined ? 15 : 80,
      shown: true,
    },
  ];
}
