import type { Engine } from '../../engine/operations/engine.ts';
import type { QueryMagnet, QueryMagnets } from '../../engine/operations/passages.ts';
import { type Concentration, concentrations } from '../concentration.ts';
import type { Suspicion } from '../detector.ts';
import { chancePlanted } from '../rarity-risk.ts';

/** Copies of one magnet that are no oversight, and queries that a text holds nearly whole by design. */
const LEAST_COPIES = 3;
const LEAST_REPEATED = 10;
/** So many magnets say where they come from. */
const LEAST_MAGNETS = 3;
/** The null is fitted to the bulk: what it says far beyond is not taken for more than this. */
const LEAST_P = 1e-5;
/** Corrected; what stands out less only grades records. */
const LEVEL = 0.001;
const MOST_SHOWN = 10;
const SUSPECTED_RISK = 0.95;
/** Glossaries and lists are found for many queries too: alone, it must not stand above other evidence. */
const OPEN_RISK = 0.05;
const QUOTED = 8;

/** Passages that a search by words finds for unusually many queries, as suspicions, strongest first. */
export async function magnetSuspicions(engine: Engine, found: QueryMagnets): Promise<Suspicion[]> {
  const { magnets } = found;
  const certain = magnets.filter(({ qValue }) => qValue <= LEVEL);
  const origin = certain.length < LEAST_MAGNETS ? null : await originOf(engine, certain);
  const quotes = await engine.quote(magnets.map(({ position }) => position));
  return magnets.map((magnet, rank) =>
    suspicionOf(magnet, {
      found,
      origin: magnet.qValue <= LEVEL ? origin : null,
      shown: magnet.qValue <= LEVEL && rank < MOST_SHOWN,
      words: firstWords(quotes[rank]?.text ?? ''),
    }),
  );
}

async function originOf(
  engine: Engine,
  magnets: readonly QueryMagnet[],
): Promise<Concentration | null> {
  const positions = Uint32Array.from(magnets, ({ position }) => position).sort();
  const columns = await engine.distribution(positions);
  const [place] = concentrations(engine.dataset, columns, { size: positions.length, tried: 1 });
  return place ?? null;
}

interface MagnetContext {
  readonly found: QueryMagnets;
  /** Where the magnets of the data come from, where it is one place. */
  readonly origin: Concentration | null;
  readonly shown: boolean;
  readonly words: readonly string[];
}

function suspicionOf(
  magnet: QueryMagnet,
  { found: { queries, passages, most }, origin, shown, words }: MagnetContext,
): Suspicion {
  const { positions, found, expected, repeated, logP, qValue } = magnet;
  const copied = qValue <= LEVEL && positions.length >= LEAST_COPIES && repeated >= LEAST_REPEATED;
  const suspected = copied || origin !== null;
  const highest = suspected ? SUSPECTED_RISK : OPEN_RISK;
  const risk = highest * chancePlanted(Math.max(LEAST_P, Math.exp(logP)), suspected);
  return {
    attackClass: 'retrieval-poisoning',
    pattern: { kind: 'word-sequence', words },
    identity: 'found for many queries',
    ladder: suspected ? 'suspected-poisoning' : 'quality-issue',
    severity: suspected ? 'high' : 'medium',
    outcome: null,
    evidence: {
      effect: { name: 'queries that find it, times the usual', value: found / expected },
      statistic: { name: `queries with it among the first ${most}`, value: found },
      pValue: Math.exp(logP),
      qValue,
      nullHypothesis:
        'Passages of its length are found as often; a negative binomial fitted to the passages themselves, Bonferroni over passages.',
      tried: passages,
      counts: { records: positions.length, queries, found, repeated },
    },
    summary: `A passage is among the first ${most} for ${found} of ${queries} queries, where others of its length are for ${expected.toFixed(1)}.`,
    counterEvidence:
      'A list, a glossary or a table of contents, which holds the words of many queries by its nature.',
    grounds: [
      `it holds ${repeated} of the queries nearly whole`,
      ...(positions.length > 1 ? [`${positions.length} passages are nearly the same`] : []),
      ...(origin === null
        ? []
        : [
            `${origin.found} of the passages that so many queries find come from ${origin.name}, which has ${Math.round(1000 * origin.prior) / 10} % of all records`,
          ]),
    ],
    suggestedAction: suspected
      ? 'Take these texts out of the index, and look at what else their source sent.'
      : 'Read it: does it answer what it would be found for, or does it only hold the words?',
    alsoSeenAs: [],
    positions,
    risk: Float32Array.from(positions, () => risk),
    strength: (suspected ? 80 : 20) + Math.min(9, found / expected),
    shown: shown || suspected,
  };
}

function firstWords(text: string): string[] {
  return (
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, QUOTED) ?? []
  );
}
