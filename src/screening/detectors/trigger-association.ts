import type { DatasetDescription } from '../../engine/operations/dataset-description.ts';
import type { Engine } from '../../engine/operations/engine.ts';
import type { CountedFeature, FeatureSpace } from '../../engine/operations/features.ts';
import type { InsertionEvidence } from '../../engine/operations/sequences.ts';
import type { Detection, Detector, DetectorContext, Suspicion } from '../detector.ts';
import { type Association, associationOf } from '../trigger/association.ts';
import { describeTrigger } from '../trigger/describe-trigger.ts';
import { beyondUsual, usualInsertion } from '../trigger/insertion.ts';
import { type JudgedPattern, joinWeaker } from '../trigger/join-weaker.ts';
import { judge } from '../trigger/judge.ts';
import { mergePatterns } from '../trigger/merge-patterns.ts';
import { minimumRecords } from '../trigger/minimum-records.ts';
import { naturalLimits } from '../trigger/natural-range.ts';
import { type Candidate, isPure, shortlist } from '../trigger/shortlist.ts';
import { triggerRisk } from '../trigger/trigger-risk.ts';
import { withoutBaseline } from '../trigger/without-baseline.ts';

const SPACES: readonly FeatureSpace[] = [
  'words',
  'skeletons',
  'outlines',
  'items',
  'item-pairs',
  'origins',
];
/** Patterns below this weight say nothing about a record. */
const LEAST_WEIGHT = 0.05;
/** Features that lean less than this many standard errors to a label cannot matter once corrected. */
const LEAST_LEAN = 2.5;
/** A feature in the fewest records that are looked at leans by about their root where labels are even. */
const EVEN_LEAN = 0.95;

/**
 * Finds discrete features that decide the label: words, frames of function words, shapes of a
 * text, values of fields and pairs of them. One mechanism for all: does the label follow the
 * feature against what the rest of the record predicts out of fold (Gardner et al. 2021 ask the
 * same of single words against a uniform prior), and does the feature look put in from outside
 * (Qi et al. 2021, ONION)?
 */
export const triggerAssociation: Detector = {
  id: 'trigger-association',
  version: 1,
  title: 'Triggers: features that decide the label',
  prefix: 'TA',
  section: 'findings',
  inapplicable: ({ labelProblem }) => labelProblem,
  run,
  misses,
};

async function run({ engine, baseline }: DetectorContext): Promise<Detection> {
  const model = await engine.fitOutcomeModel();
  // In given labels, two words together are a topic; what a model is taught hangs on fewer things.
  const spaces: readonly FeatureSpace[] =
    engine.dataset.outcomes === 'behaviours' ? [...SPACES, 'word-sets'] : SPACES;
  const bySpace = await Promise.all(spaces.map((space) => candidatesOf(engine, baseline, space)));
  const tried = bySpace.reduce((sum, found) => sum + found.tried, 0);
  const candidates = bySpace.flatMap((found) => found.candidates).sort(strongestFirst);
  const usual = Math.max(...bySpace.map((found) => found.usual));
  const judged = await judgeAll(engine, candidates, { tried, usual });
  const telling = joinWeaker(judged).filter(({ judgement }) => judgement.weight >= LEAST_WEIGHT);
  const notes = bySpace.flatMap(({ note }) => (note === null ? [] : [note]));
  const accuracy = `the rest of a record predicts ${Math.round(model.accuracy * 100)} % of labels`;
  return {
    suspicions: await describeAll(engine, telling, tried),
    tried,
    looked: [
      `${tried.toLocaleString('en')} words, phrases, sentence frames, shapes and field values; ${accuracy}`,
      ...notes,
    ].join('; '),
  };
}

interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly tried: number;
  readonly note: string | null;
  /** How far its sequences look put in by nature. */
  readonly usual: number;
}

async function candidatesOf(
  engine: Engine,
  baseline: Engine | null,
  space: FeatureSpace,
): Promise<Candidates> {
  const least = minimumRecords(engine.dataset.records);
  const minimumLean = Math.max(LEAST_LEAN, EVEN_LEAN * Math.sqrt(least));
  const { tried, note, features } = await engine.countFeatures({
    space,
    minimumRecords: least,
    minimumLean,
  });
  const news = await withoutBaseline(engine, baseline, features);
  const histograms = await engine.measureExcess({ features: news });
  const associations = histograms.map((histogram, at) =>
    associationOf(news[at] as CountedFeature, histogram),
  );
  const { candidates, usual } = await withInsertion(engine, associations);
  return { candidates: shortlist(candidates, tried), tried, note, usual };
}

/** Words get the signature of insertion, where that could matter. */
async function withInsertion(
  engine: Engine,
  associations: readonly Association[],
): Promise<Pick<Candidates, 'candidates' | 'usual'>> {
  const asked = associations.filter(
    (association) =>
      association.feature.space === 'words' && (isPure(association) || association.override > 0),
  );
  const evidence = await engine.measureInsertion({ features: asked.map(({ feature }) => feature) });
  const usual = usualInsertion(evidence);
  const insertionOf = new Map(
    evidence.map((insertion, at) => [asked[at], beyondUsual(insertion, usual)]),
  );
  const candidates = associations.map((association) => ({
    association,
    insertion: insertionOf.get(association) ?? null,
  }));
  return { candidates, usual };
}

function strongestFirst(
  { association: one }: Candidate,
  { association: other }: Candidate,
): number {
  return other.override - one.override || one.logP - other.logP;
}

async function judgeAll(
  engine: Engine,
  candidates: readonly Candidate[],
  { tried, usual }: { tried: number; usual: number },
): Promise<JudgedPattern[]> {
  const { labels, labelCounts, records } = engine.dataset;
  const positions = await engine.locate({
    features: candidates.map(({ association }) => association.feature),
  });
  const merged = mergePatterns(
    candidates.map(({ association }, at) => ({
      association,
      positions: positions[at] as Uint32Array,
    })),
    engine.dataset,
  );
  const limitOf = naturalLimits(merged.map(({ lead }) => lead));
  const { formOf, insertionOf } = await longestForms(
    engine,
    merged.map(({ lead }) => lead.feature),
  );
  return merged.map((pattern) => {
    const { lead } = pattern;
    const measured = insertionOf.get(lead.feature) ?? null;
    const insertion = measured === null ? null : beyondUsual(measured, usual);
    const judgement = judge({
      association: lead,
      insertion,
      naturalLimit: limitOf(lead.feature.space),
      tried: tried * labels.length,
      prior: (labelCounts[lead.feature.outcome] ?? 0) / records,
      isManner: engine.dataset.manners[lead.feature.outcome] ?? false,
    });
    return {
      pattern,
      elements: (formOf.get(lead.feature) ?? lead.feature).elements,
      insertion,
      judgement,
    };
  });
}

interface LongestForms {
  readonly formOf: ReadonlyMap<CountedFeature, CountedFeature>;
  readonly insertionOf: ReadonlyMap<CountedFeature, InsertionEvidence | null>;
}

/** Phrases as long as their occurrences agree; it is the whole phrase that sits in its context. */
async function longestForms(
  engine: Engine,
  leads: readonly CountedFeature[],
): Promise<LongestForms> {
  const words = leads.filter(({ space }) => space === 'words');
  const forms = await engine.widen({ features: words });
  const evidence = await engine.measureInsertion({ features: forms });
  return {
    formOf: new Map(words.map((feature, at) => [feature, forms[at] ?? feature])),
    insertionOf: new Map(words.map((feature, at) => [feature, evidence[at] ?? null])),
  };
}

function describeAll(
  engine: Engine,
  judged: readonly JudgedPattern[],
  tried: number,
): Promise<Suspicion[]> {
  return Promise.all(
    judged.map(async (one) => ({
      ...describeTrigger({ dataset: engine.dataset, judged: one, tried }),
      ...(await triggerRisk(engine, one.pattern, one.judgement)),
    })),
  );
}

function misses({ records }: DatasetDescription): string {
  const least = minimumRecords(records);
  return `A trigger in fewer than ${least} records, or in fewer than about 10 whose other words point to the same label; paraphrases that share no word, frame or field; a label that follows the meaning of a text.`;
}
