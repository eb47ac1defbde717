import type { CountedFeature, DatasetDescription, Engine, FeatureSpace } from '../../engine/operations.ts';
import type { Detection, Detector, DetectorContext, Suspicion } from '../detector.ts';
import { type Association, associationOf } from '../trigger/association.ts';
import { describeTrigger } from '../trigger/describe-trigger.ts';
import { type JudgedPattern, joinWeaker } from '../trigger/join-weaker.ts';
import { judge } from '../trigger/judge.ts';
import { mergePatterns } from '../trigger/merge-patterns.ts';
import { minimumRecords } from '../trigger/minimum-records.ts';
import { naturalLimits } from '../trigger/natural-range.ts';
import { type Candidate, isPure, shortlist } from '../trigger/shortlist.ts';
import { triggerRisk } from '../trigger/trigger-risk.ts';
import { withoutBaseline } from '../trigger/without-baseline.ts';

const SPACES: readonly FeatureSpace[] = ['words', 'skeletons', 'outlines', 'items', 'item-pairs', 'origins'];
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
  const bySpace = await Promise.all(SPACES.map((space) => candidatesOf(engine, baseline, space)));
  const tried = bySpace.reduce((sum, found) => sum + found.tried, 0);
  const candidates = bySpace.flatMap((found) => found.candidates).sort(strongestFirst);
  const judged = await judgeAll(engine, candidates, tried);
  const telling = joinWeaker(judged).filter(({ judgement }) => judgement.weight >= LEAST_WEIGHT);
  const notes = bySpace.flatMap(({ note }) => (note === null ? [] : [note]));
  const accuracy = `the rest of a record predicts ${Math.round(model.accuracy * 100)} % of labels`;
  return {
    suspicions: await describeAll(engine, telling, tried),
    tried,
    looked: [`${tried.toLocaleString('en')} words, phrases, sentence frames, shapes and field values; ${accuracy}`, ...notes].join('; '),
  };
}

interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly tried: number;
  readonly note: string | null;
}

async function candidatesOf(engine: Engine, baseline: Engine | null, space: FeatureSpace): Promise<Candidates> {
  const least = minimumRecords(engine.dataset.records);
  const minimumLean = Math.max(LEAST_LEAN, EVEN_LEAN * Math.sqrt(least));
  const { tried, note, features } = await engine.countFeatures({ space, minimumRecords: least, minimumLean });
  const news = await withoutBaseline(engine, baseline, features);
  const histograms = await engine.measureExcess({ features: news });
  const associations = histograms.map((histogram, at) => associationOf(news[at] as CountedFeature, histogram));
  return { candidates: shortlist(await withInsertion(engine, associations), tried), tried, note };
}

/** Words get the signature of insertion, where that could matter. */
async function withInsertion(engine: Engine, associations: readonly Association[]): Promise<Candidate[]> {
  const asked = associations.filter((association) => association.feature.space === 'words' && (isPure(association) || association.override > 0));
  const evidence = await engine.measureInsertion({ features: asked.map(({ feature }) => feature) });
  const insertionOf = new Map(asked.map((association, at) => [association, evidence[at] ?? null]));
  return associations.map((association) => ({ association, insertion: insertionOf.get(association) ?? null }));
}

function strongestFirst({ association: one }: Candidate, { association: other }: Candidate): number {
  return other.override - one.override || one.logP - other.logP;
}

async function judgeAll(engine: Engine, candidates: readonly Candidate[], tried: number): Promise<JudgedPattern[]> {
  const positions = await engine.locate({ features: candidates.map(({ association }) => association.feature) });
  const insertionOf = new Map(candidates.map(({ association, insertion }) => [association, insertion]));
  const merged = mergePatterns(candidates.map(({ association }, at) => ({ association, positions: positions[at] as Uint32Array })));
  const limitOf = naturalLimits(merged.map(({ lead }) => lead));
  const { labels, labelCounts, records } = engine.dataset;
  return merged.map((pattern) => {
    const { lead } = pattern;
    const insertion = insertionOf.get(lead) ?? null;
    const judgement = judge({
      association: lead,
      insertion,
      naturalLimit: limitOf(lead.feature.space),
      tried: tried * labels.length,
      prior: (labelCounts[lead.feature.outcome] ?? 0) / records,
    });
    return { pattern, insertion, judgement };
  });
}

async function describeAll(engine: Engine, judged: readonly JudgedPattern[], tried: number): Promise<Suspicion[]> {
  const words = judged.map(({ pattern }) => pattern.lead.feature).filter(({ space }) => space === 'words');
  const widened = await engine.widen({ features: words });
  const longest = new Map(words.map((feature, at) => [feature, widened[at] ?? feature.elements]));
  return Promise.all(
    judged.map(async ({ pattern, judgement, insertion }) => {
      const { feature } = pattern.lead;
      const elements = longest.get(feature) ?? feature.elements;
      return { ...describeTrigger({ dataset: engine.dataset, pattern, elements, judgement, insertion, tried }), ...(await triggerRisk(engine, pattern, judgement)) };
    }),
  );
}

function misses({ records }: DatasetDescription): string {
  const least = minimumRecords(records);
  return `A trigger in fewer than ${least} records, or in fewer than about 10 whose other words point to the same label; paraphrases that share no word, frame or field; a label that follows the meaning of a text.`;
}
