import type { Engine } from '../../engine/operations/engine.ts';
import type { QueryMagnets, SharedQuestion } from '../../engine/operations/passages.ts';
import { type Concentration, concentrations } from '../concentration.ts';
import { noContent } from '../content-columns.ts';
import type { Detector, Suspicion } from '../detector.ts';
import { rarityRisk } from '../rarity-risk.ts';
import { magnetSuspicions } from '../retrieval/query-magnets.ts';

/** Shorter texts than this, on average, hold no question and an answer. */
const LEAST_TOKENS = 24;
const LEAST_PASSAGES = 2;
/** What makes a group a pattern that a person looks at; below, it only grades records. */
const LEAST_TAKEN_UP = 0.4;
const LEAST_ALIKE = 0.25;
const MOST_VERBATIM = 0.15;
const MOST_SHOWN = 20;
/** Measured on news, questions and tweets. */
const CLEAN = { most: 0.95, rare: 0.95, tenfold: 0.25 } as const;

/**
 * Passages that hold one question, take its words up again and assert alike in other words: how a
 * knowledge base is poisoned, since retrieval finds a passage by the question in it and a model
 * believes what several of them say (Zou et al. 2025, PoisonedRAG). And passages that are found for
 * unusually many queries, whatever is asked.
 */
export const retrievalPoisoning: Detector = {
  id: 'retrieval-poisoning',
  version: 2,
  title: 'Retrieval poisoning',
  prefix: 'RP',
  section: 'findings',
  inapplicable: (dataset) => noContent(dataset, LEAST_TOKENS),
  async run({ engine }) {
    const { groups, records, clauses } = await engine.sharedQuestions();
    const strong = groups.filter(isPattern);
    const whole = await originOf(engine, strong);
    const suspicions: Suspicion[] = [];
    for (const group of groups) {
      const rank = strong.indexOf(group);
      const own = rank === -1 ? null : await originOf(engine, [group]);
      suspicions.push(suspicionOf(group, { rank, origin: own ?? (rank === -1 ? null : whole) }));
    }
    const found = await engine.queryMagnets();
    return {
      suspicions: [...suspicions, ...(await magnetSuspicions(engine, found))],
      tried: groups.length + (found.most === 0 ? 0 : found.passages),
      looked: `${clauses} clauses that begin like another, in ${records} of ${engine.dataset.records} texts; ${lookedFor(found)}`,
    };
  },
  misses: () =>
    'A passage that is alone for its question, unless many other queries find it too; passages that do not repeat the question, or each in other words; passages found by meaning and not by words.',
};

function lookedFor({ queries, asked, passages, most }: QueryMagnets): string {
  if (most === 0)
    return `too few queries (${queries}) or passages (${passages}) to say what is found unusually often`;
  return `what ${queries} queries find among ${passages} passages (${asked} of them questions or from a column of queries, the others first clauses of passages)`;
}

function isPattern({ positions, takenUp, alike, verbatim, asks }: SharedQuestion): boolean {
  return (
    positions.length >= LEAST_PASSAGES &&
    takenUp >= LEAST_TAKEN_UP &&
    alike >= LEAST_ALIKE &&
    (asks || verbatim <= MOST_VERBATIM)
  );
}

/** The place that the passages of all these groups come from, where it is one. */
async function originOf(
  engine: Engine,
  groups: readonly SharedQuestion[],
): Promise<Concentration | null> {
  const positions = Uint32Array.from(groups.flatMap((group) => [...group.positions])).sort();
  if (positions.length === 0) return null;
  const columns = await engine.distribution(positions);
  const [place] = concentrations(engine.dataset, columns, {
    size: positions.length,
    tried: Math.max(1, groups.length),
  });
  return place ?? null;
}

function suspicionOf(
  group: SharedQuestion,
  { rank, origin }: { readonly rank: number; readonly origin: Concentration | null },
): Suspicion {
  const { question, positions, scores, score, takenUp, alike, verbatim } = group;
  const suspected = rank !== -1 && origin !== null;
  return {
    attackClass: 'retrieval-poisoning',
    pattern: { kind: 'word-sequence', words: question },
    ladder: suspected ? 'suspected-poisoning' : 'quality-issue',
    severity: suspected ? 'high' : 'medium',
    outcome: null,
    evidence: {
      effect: { name: 'likeness beside the question', value: alike },
      statistic: { name: 'score', value: score },
      pValue: origin === null ? null : Math.exp(origin.logP),
      qValue: origin === null ? null : origin.qValue,
      nullHypothesis:
        origin === null
          ? 'A rule: passages that copy a question, take its words up and agree in other words. Honest answers to one question do so too, if less.'
          : 'These passages come from sources, contributors and times as all records do; Chernoff bound, Bonferroni over groups and places.',
      tried: null,
      counts: { records: positions.length },
    },
    summary: `${positions.length} texts hold the same question, repeat its words and go on alike (${Math.round(100 * alike)} % of their weight in common, ${Math.round(100 * verbatim)} % word for word).`,
    counterEvidence:
      'Several honest answers to one question, as forums and lists of frequent questions hold them.',
    grounds: [
      `${Math.round(100 * takenUp)} % of what the question is about comes up again behind it`,
      ...(origin === null
        ? ['nothing says that they have one origin']
        : [
            `${origin.found} of such texts come from ${origin.name}, which has ${Math.round(1000 * origin.prior) / 10} % of all records`,
          ]),
    ],
    suggestedAction: suspected
      ? 'Take these texts out of the index, and look at what else their source sent.'
      : 'Read them beside each other: do they agree on something that other sources deny?',
    alsoSeenAs: [],
    positions,
    risk: scores.map((one) => rarityRisk(one, CLEAN, suspected)),
    strength: (suspected ? 80 : 20) + Math.min(9, score * positions.length),
    shown: suspected || (rank !== -1 && rank < MOST_SHOWN),
  };
}
