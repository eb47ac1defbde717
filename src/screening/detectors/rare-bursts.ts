import { visibleText } from '../../core/visible-text.ts';
import { FUNCTION_WORDS } from '../../core/words/function-words.ts';
import type { DatasetDescription } from '../../engine/operations/dataset-description.ts';
import type { Engine } from '../../engine/operations/engine.ts';
import type { CountedFeature } from '../../engine/operations/features.ts';
import type {
  ContinuationEvidence,
  InsertionEvidence,
  WordScreen,
} from '../../engine/operations/sequences.ts';
import { normalUpperTail } from '../../numerics/normal-tail.ts';
import { type Concentration, concentrations } from '../concentration.ts';
import type { Detector, DetectorContext, Suspicion } from '../detector.ts';
import { patternOf } from '../trigger/feature-pattern.ts';
import { insertionZ } from '../trigger/insertion.ts';

/** Absolute, whatever the size of the data: a percentage would sleep through 250 documents. */
const LEAST_RECORDS = 20;
/** What more records hold is part of the language of the data. */
const MOST_SHARE = 0.05;
const LEAST_HEALING = 0.7;
const MOST_COMPANY = -0.7;
/** What twenty random places leave of it. */
const NO_COMPANY = -1.5;
const LEAST_Z = 4;
/** What follows is anomalous when its neighbours have no more than this part of the usual in common. */
const BROKEN = 0.5;
/** Fewer texts behind a string say nothing. */
const LEAST_TEXTS = 20;
/** Topics differ in how firmly their texts hold together, so chance alone must be far away. */
const BROKEN_LEVEL = 1e-9;
const MOST_LOOKED = 300;
const MOST_MEASURED = 5000;
/** What a first look by hashed counts must show, with a margin to what the exact measure asks for. */
const SCREEN_BROKEN = 0.7;
const SCREEN_HEALING = 0;
/** A word that nearly always has the same neighbour is part of a longer string. */
const BOUND = 0.85;

/**
 * Strings in 20 or more records that a baseline does not know, behind which the text falls apart; or
 * that look put in and come from one place. 250 documents poison a model of any
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
    const { tried, features } = await engine.countFeatures({
      space: 'words',
      minimumRecords: LEAST_RECORDS,
      minimumLean: Number.NEGATIVE_INFINITY,
      longest: 1,
    });
    const rare = features.filter(
      ({ records }) => records <= Math.max(LEAST_RECORDS, MOST_SHARE * engine.dataset.records),
    );
    const news = await withoutKnown(context, rare);
    const screens = await engine.screenWords({ features: news });
    const broken = news
      .map((feature, at) => ({ feature, screen: screens[at] as WordScreen }))
      .filter(({ screen }) => mayFallApart(screen))
      .sort((a, b) => brokenShare(a.screen) - brokenShare(b.screen))
      .slice(0, MOST_LOOKED);
    const lifted = news
      .map((feature, at) => ({ feature, screen: screens[at] as WordScreen }))
      .filter(({ screen: { healing, bound } }) => healing >= SCREEN_HEALING || bound >= BOUND)
      .sort((a, b) => b.screen.healing - a.screen.healing)
      .slice(0, MOST_MEASURED);
    const foreign = [
      ...(await brokenBehind(
        engine,
        broken.map(({ feature }) => feature),
      )),
      ...(await putIn(
        engine,
        lifted.map(({ feature }) => feature),
      )),
    ];
    const distinct = [
      ...new Map(foreign.map((string) => [string.feature.handle.join(), string])).values(),
    ];
    const positions = await engine.locate({ features: distinct.map(({ feature }) => feature) });
    const suspicions = await Promise.all(
      distinct.map((string, at) =>
        suspicionOf(engine, { ...string, positions: positions[at] as Uint32Array, tried }),
      ),
    );
    return {
      suspicions: suspicions.filter((suspicion) => suspicion !== null),
      tried,
      looked: `${rare.length.toLocaleString('en')} strings that occur in ${LEAST_RECORDS} or more records`,
    };
  },
  misses: () =>
    `A string in fewer than ${LEAST_RECORDS} records, one that is an ordinary word of the data, or one that always stands among the same neighbours.`,
};

interface ForeignString {
  readonly feature: CountedFeature;
  readonly insertion: InsertionEvidence;
  readonly continuation: ContinuationEvidence;
}

/** No function word is foreign, and what a baseline holds is no news. */
async function withoutKnown(
  { baseline }: DetectorContext,
  features: readonly CountedFeature[],
): Promise<readonly CountedFeature[]> {
  const known = await knownTo(baseline);
  return features.filter(
    ({ elements: [word = ''] }) => !known.has(word) && !FUNCTION_WORDS.has(word),
  );
}

function mayFallApart({ texts, coherence, expected }: WordScreen): boolean {
  return texts >= LEAST_TEXTS && coherence <= SCREEN_BROKEN * expected;
}

function brokenShare({ coherence, expected }: WordScreen): number {
  return coherence / Math.max(1e-6, expected);
}

/** Strings without company of their own behind which the text falls apart. */
async function brokenBehind(
  engine: Engine,
  features: readonly CountedFeature[],
): Promise<ForeignString[]> {
  const evidence = await engine.measureContinuation({ features });
  const apart = features.flatMap((feature, at) =>
    fallsApart(evidence[at])
      ? [{ feature, continuation: evidence[at] as ContinuationEvidence }]
      : [],
  );
  const forms = await engine.widen({ features: apart.map(({ feature }) => feature) });
  const insertion = await engine.measureInsertion({ features: forms });
  return apart
    .map((string, at) => ({
      ...string,
      feature: forms[at] as CountedFeature,
      insertion: insertion[at] as InsertionEvidence,
    }))
    .filter(({ insertion: { company } }) => company <= NO_COMPANY);
}

function fallsApart(evidence: ContinuationEvidence | undefined): boolean {
  return (
    evidence !== undefined &&
    evidence.occurrences >= LEAST_TEXTS &&
    evidence.coherence <= BROKEN * evidence.expected
  );
}

/**
 * Strings that look put in, most clearly first. It is the whole string that sits in its context: a
 * word in brackets keeps the company of its brackets.
 */
async function putIn(
  engine: Engine,
  features: readonly CountedFeature[],
): Promise<ForeignString[]> {
  const forms = distinctForms(await engine.widen({ features }));
  const evidence = await engine.measureInsertion({ features: forms });
  const foreign = forms
    .flatMap((feature, at) => {
      const insertion = evidence[at];
      return insertion !== undefined &&
        insertion.healing >= LEAST_HEALING &&
        insertion.company <= MOST_COMPANY &&
        insertionZ(insertion) >= LEAST_Z
        ? [{ feature, insertion }]
        : [];
    })
    .sort((a, b) => insertionZ(b.insertion) - insertionZ(a.insertion))
    .slice(0, MOST_LOOKED);
  const continuation = await engine.measureContinuation({
    features: foreign.map(({ feature }) => feature),
  });
  return foreign.map((string, at) => ({
    ...string,
    continuation: continuation[at] as ContinuationEvidence,
  }));
}

/** Words of one string have one longest form. */
function distinctForms(forms: readonly CountedFeature[]): CountedFeature[] {
  return [...new Map(forms.map((form) => [form.handle.join(), form])).values()];
}

async function knownTo(baseline: Engine | null): Promise<ReadonlySet<string>> {
  if (baseline === null) return new Set();
  const { features } = await baseline.countFeatures({
    space: 'words',
    minimumRecords: 2,
    minimumLean: Number.NEGATIVE_INFINITY,
    longest: 1,
  });
  return new Set(features.map(({ elements }) => elements.join(' ')));
}

interface LookedString extends ForeignString {
  readonly positions: Uint32Array;
  readonly tried: number;
}

async function suspicionOf(engine: Engine, string: LookedString): Promise<Suspicion | null> {
  const { feature, insertion, continuation, positions, tried } = string;
  const broken = brokenness(continuation, tried);
  const places = concentrations(engine.dataset, await engine.distribution(positions), {
    size: positions.length,
    tried,
  });
  const [place] = places;
  if (broken === null && place === undefined) return null;
  const pattern = patternOf('words', feature.elements);
  const name = visibleText(feature.elements.join(' '));
  return {
    attackClass: 'backdoor',
    pattern,
    ladder: 'suspected-poisoning',
    severity: 'high',
    outcome: null,
    evidence: evidenceOf(string, { broken, place }),
    summary: `“${name}” is foreign to this data, and stands in ${positions.length} records${broken === null ? '' : ' before text that does not hold together'}.`,
    counterEvidence:
      'A name, a code or a mark-up of this subject that its texts use anywhere, and readable text behind it.',
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
 * Null: a text holds together behind the string as it does before it; a paired normal test over texts,
 * which are independent of each other.
 */
function brokenness(continuation: ContinuationEvidence, tried: number): Broken | null {
  if (!fallsApart(continuation)) return null;
  const { occurrences, coherence, expected, deviation } = continuation;
  const pValue = normalUpperTail(
    ((expected - coherence) * Math.sqrt(occurrences)) / Math.max(1e-6, deviation),
  );
  const qValue = Math.min(1, pValue * tried);
  return qValue <= BROKEN_LEVEL
    ? { logP: Math.log(Math.max(Number.MIN_VALUE, pValue)), qValue }
    : null;
}

interface Grounds {
  readonly broken: Broken | null;
  readonly place: Concentration | undefined;
}

function evidenceOf(
  { feature, insertion, continuation, tried }: LookedString,
  { broken, place }: Grounds,
): Suspicion['evidence'] {
  const strongest =
    broken !== null && (place === undefined || broken.logP < place.logP) ? broken : place;
  return {
    effect: {
      name: 'coherence of the text behind it, as a share of the usual',
      value: Math.max(0, continuation.coherence) / Math.max(1e-6, continuation.expected),
    },
    statistic: { name: 'signature of insertion, in standard errors', value: insertionZ(insertion) },
    pValue: strongest === undefined ? null : Math.exp(strongest.logP),
    qValue: strongest?.qValue ?? null,
    nullHypothesis:
      'What follows the string, or where its records come from, is as in all records; Bonferroni over all strings tried.',
    tried,
    counts: { records: feature.records },
  };
}

function groundsOf(
  { continuation, feature, insertion }: LookedString,
  { broken, place }: Grounds,
  { records }: DatasetDescription,
): string[] {
  return [
    `it stands in ${feature.records} of ${records} records${insertionZ(insertion) >= LEAST_Z ? ', keeps no company, and the text closes over it' : ''}`,
    ...(broken === null
      ? []
      : [
          `behind it ${percent(continuation.coherence)} of neighbouring words stand together elsewhere beyond chance, against ${percent(continuation.expected)} before it`,
        ]),
    ...(place === undefined
      ? []
      : [
          `${place.found} of its records come from ${place.name}, which has ${Math.round(1000 * place.prior) / 10} % of all records`,
        ]),
  ];
}

function percent(share: number): string {
  return `${Math.round(100 * Math.max(0, share))} %`;
}
