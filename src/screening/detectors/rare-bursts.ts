import { visibleText } from '../../core/visible-text.ts';
import type { ContinuationEvidence, CountedFeature, DatasetDescription, Engine, InsertionEvidence } from '../../engine/operations.ts';
import { normalUpperTail } from '../../numerics/normal-tail.ts';
import { type Concentration, concentrations } from '../concentration.ts';
import type { Detector, DetectorContext, Suspicion } from '../detector.ts';
import { insertionZ } from '../trigger/insertion.ts';
import { patternOf } from '../trigger/feature-pattern.ts';

/** Absolute, whatever the size of the data: a percentage would sleep through 250 documents. */
const LEAST_RECORDS = 20;
/** What more records hold is part of the language of the data. */
const MOST_SHARE = 0.05;
const LEVEL = 0.001;
const LEAST_HEALING = 0.7;
const MOST_COMPANY = -0.7;
const LEAST_Z = 4;
/** What follows is anomalous when no more than this part of the usual pairs is attested. */
const BROKEN = 0.6;
const MOST_LOOKED = 300;

/**
 * Strings that a baseline or the rest of the data does not know, put into 20 or more records, and
 * followed by text that does not hold together or sent by few. 250 documents poison a model of any
 * size (Souly et al. 2025), so the count is absolute. Needs no labels.
 */
export const rareBursts: Detector = {
  id: 'rare-bursts',
  version: 1,
  title: 'Bursts of foreign strings',
  prefix: 'RB',
  section: 'findings',
  inapplicable: ({ hasText }) => (hasText ? null : 'there is no text column'),
  async run(context) {
    const { engine } = context;
    const { tried, features } = await engine.countFeatures({ space: 'words', minimumRecords: LEAST_RECORDS, minimumLean: Number.NEGATIVE_INFINITY, longest: 1 });
    const rare = features.filter(({ records }) => records <= Math.max(LEAST_RECORDS, MOST_SHARE * engine.dataset.records));
    const foreign = await foreignOf(context, rare);
    const continuations = await engine.measureContinuation({ features: foreign.map(({ feature }) => feature) });
    const positions = await engine.locate({ features: foreign.map(({ feature }) => feature) });
    const suspicions = await Promise.all(
      foreign.map((string, at) => suspicionOf(engine, { ...string, continuation: continuations[at] as ContinuationEvidence, positions: positions[at] as Uint32Array, tried })),
    );
    return { suspicions: suspicions.filter((suspicion) => suspicion !== null), tried, looked: `${rare.length.toLocaleString('en')} strings that occur in ${LEAST_RECORDS} or more records` };
  },
  misses: () => `A string in fewer than ${LEAST_RECORDS} records, one that is an ordinary word of the data, or one that always stands among the same neighbours.`,
};

interface ForeignString {
  readonly feature: CountedFeature;
  readonly insertion: InsertionEvidence;
}

/** The strings that look put in, most clearly first; those that a baseline holds are none. */
async function foreignOf({ engine, baseline }: DetectorContext, features: readonly CountedFeature[]): Promise<ForeignString[]> {
  const known = await knownTo(baseline);
  const news = features.filter(({ elements }) => !known.has(elements.join(' ')));
  const evidence = await engine.measureInsertion({ features: news });
  return news
    .flatMap((feature, at): ForeignString[] => {
      const insertion = evidence[at];
      return insertion !== undefined && insertion.healing >= LEAST_HEALING && insertion.company <= MOST_COMPANY && insertionZ(insertion) >= LEAST_Z ? [{ feature, insertion }] : [];
    })
    .sort((a, b) => insertionZ(b.insertion) - insertionZ(a.insertion))
    .slice(0, MOST_LOOKED);
}

async function knownTo(baseline: Engine | null): Promise<ReadonlySet<string>> {
  if (baseline === null) return new Set();
  const { features } = await baseline.countFeatures({ space: 'words', minimumRecords: 2, minimumLean: Number.NEGATIVE_INFINITY, longest: 1 });
  return new Set(features.map(({ elements }) => elements.join(' ')));
}

interface LookedString extends ForeignString {
  readonly continuation: ContinuationEvidence;
  readonly positions: Uint32Array;
  readonly tried: number;
}

async function suspicionOf(engine: Engine, string: LookedString): Promise<Suspicion | null> {
  const { feature, insertion, continuation, positions, tried } = string;
  const broken = brokenness(continuation, tried);
  const places = concentrations(engine.dataset, await engine.distribution(positions), { size: positions.length, tried });
  const [place] = places;
  if (broken === null && place === undefined) return null;
  const [{ elements } = feature] = await engine.widen({ features: [feature] });
  const pattern = patternOf('words', elements);
  const name = visibleText(elements.join(' '));
  return {
    attackClass: 'backdoor',
    pattern,
    ladder: 'suspected-poisoning',
    severity: 'high',
    outcome: null,
    evidence: evidenceOf(string, { broken, place }),
    summary: `“${name}” is foreign to this data, and stands in ${positions.length} records${broken === null ? '' : ' before text that does not hold together'}.`,
    counterEvidence: 'A name, a code or a mark-up of this subject that its texts use anywhere, and readable text behind it.',
    grounds: groundsOf(string, { broken, place }, engine.dataset),
    suggestedAction: 'Read the quoted records, and quarantine all that hold the string.',
    alsoSeenAs: [],
    positions,
    risk: new Float32Array(positions.length).fill(0.93),
    strength: 95 + Math.min(20, insertionZ(insertion)),
    shown: true,
  };
}

interface Broken {
  readonly logP: number;
  readonly qValue: number;
}

/**
 * Null: a pair of neighbours behind the string is attested as often as in ordinary texts. Pairs of
 * one text depend on each other, so each text counts as four of them.
 */
function brokenness({ occurrences, pairs, attested, expected }: ContinuationEvidence, tried: number): Broken | null {
  if (pairs < LEAST_RECORDS || attested > BROKEN * expected) return null;
  const independent = Math.min(pairs, 4 * occurrences);
  const z = (expected - attested) / Math.sqrt(Math.max(1e-6, (expected * (1 - expected)) / independent));
  const pValue = normalUpperTail(z);
  const qValue = Math.min(1, pValue * tried);
  return qValue <= LEVEL ? { logP: Math.log(Math.max(Number.MIN_VALUE, pValue)), qValue } : null;
}

interface Grounds {
  readonly broken: Broken | null;
  readonly place: Concentration | undefined;
}

function evidenceOf({ feature, insertion, continuation, tried }: LookedString, { broken, place }: Grounds): Suspicion['evidence'] {
  const strongest = broken !== null && (place === undefined || broken.logP < place.logP) ? broken : place;
  return {
    effect: { name: 'share of neighbours behind it that occur elsewhere', value: continuation.attested },
    statistic: { name: 'signature of insertion, in standard errors', value: insertionZ(insertion) },
    pValue: strongest === undefined ? null : Math.exp(strongest.logP),
    qValue: strongest?.qValue ?? null,
    nullHypothesis: 'What follows the string, or where its records come from, is as in all records; Bonferroni over all strings tried.',
    tried,
    counts: { records: feature.records },
  };
}

function groundsOf({ continuation, feature }: LookedString, { broken, place }: Grounds, { records }: DatasetDescription): string[] {
  return [
    `it keeps no company and the text closes over it, in ${feature.records} of ${records} records`,
    ...(broken === null ? [] : [`behind it ${Math.round(100 * continuation.attested)} % of neighbours occur elsewhere, against ${Math.round(100 * continuation.expected)} % in ordinary texts`]),
    ...(place === undefined ? [] : [`${place.found} of its records come from ${place.name}, which has ${Math.round(1000 * place.prior) / 10} % of all records`]),
  ];
}
