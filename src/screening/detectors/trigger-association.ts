import type { CountedFeature, DatasetDescription, Engine, FeatureSpace } from '../../engine/operations.ts';
import type { Detection, Detector, DetectorContext, Suspicion } from '../detector.ts';
import { type Association, associationOf } from '../trigger/association.ts';
import { describeTrigger } from '../trigger/describe-trigger.ts';
import { joinWeaker } from '../trigger/join-weaker.ts';
import { judge } from '../trigger/judge.ts';
import { type MergedPattern, mergePatterns } from '../trigger/merge-patterns.ts';
import { minimumRecords } from '../trigger/minimum-records.ts';
import { naturalLimit } from '../trigger/natural-range.ts';
import { shortlist } from '../trigger/shortlist.ts';
import { triggerRisk } from '../trigger/trigger-risk.ts';
import { withoutBaseline } from '../trigger/without-baseline.ts';

const SPACES = ['words', 'skeletons', 'items', 'item-pairs'] as const satisfies readonly FeatureSpace[];
/** Features that lean less than this many standard errors to a label cannot matter once corrected. */
const LEAST_LEAN = 2.5;

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
  const bySpace = await Promise.all(SPACES.map((space) => lookAt(engine, baseline, space)));
  const tried = bySpace.reduce((sum, found) => sum + found.tried, 0);
  const notes = bySpace.flatMap(({ note }) => (note === null ? [] : [note]));
  const accuracy = `the rest of a record predicts ${Math.round(model.accuracy * 100)} % of labels`;
  return {
    suspicions: bySpace.flatMap(({ suspicions }) => suspicions),
    tried,
    looked: [`${tried.toLocaleString('en')} words, phrases, sentence frames, shapes and field values; ${accuracy}`, ...notes].join('; '),
  };
}

interface Looked {
  readonly suspicions: readonly Suspicion[];
  readonly tried: number;
  readonly note: string | null;
}

async function lookAt(engine: Engine, baseline: Engine | null, space: FeatureSpace): Promise<Looked> {
  const counted = await engine.countFeatures({ space, minimumRecords: minimumRecords(engine.dataset.records), minimumLean: LEAST_LEAN });
  const news = await withoutBaseline(baseline, counted.features);
  const associations = await measure(engine, news);
  const candidates = shortlist(associations, counted.tried);
  const features = candidates.map(({ feature }) => feature);
  const insertion = space === 'words' ? await engine.measureInsertion({ features }) : [];
  const positions = await engine.locate({ features });
  const located = candidates.map((association, at) => ({ association, positions: positions[at] as Uint32Array }));
  const merged = mergePatterns(located);
  const limit = naturalLimit(merged.map(({ lead }) => lead), space);
  const insertionOf = new Map(features.map((feature, at) => [feature, insertion[at] ?? null]));
  const judged = merged.map((pattern) => ({
    pattern,
    insertion: insertionOf.get(pattern.lead.feature) ?? null,
    judgement: judge({
      association: pattern.lead,
      insertion: insertionOf.get(pattern.lead.feature) ?? null,
      naturalLimit: limit,
      tried: counted.tried * engine.dataset.labels.length,
      prior: priorOf(engine.dataset, pattern.lead),
    }),
  }));
  const final = joinWeaker(judged);
  const suspicions = await Promise.all(
    final.map(async ({ pattern, judgement, insertion: evidence }) => ({
      ...describeTrigger({ dataset: engine.dataset, pattern, judgement, insertion: evidence, tried: counted.tried }),
      ...(await triggerRisk(engine, pattern, judgement)),
    })),
  );
  return { suspicions, tried: counted.tried, note: counted.note };
}

async function measure(engine: Engine, features: readonly CountedFeature[]): Promise<Association[]> {
  const histograms = await engine.measureExcess({ features });
  return histograms.flatMap((histogram, at) => {
    const feature = features[at];
    return feature === undefined ? [] : [associationOf(feature, histogram)];
  });
}

function priorOf({ labelCounts, records }: DatasetDescription, { feature }: MergedPattern['lead']): number {
  return (labelCounts[feature.outcome] ?? 0) / records;
}

function misses({ records }: DatasetDescription): string {
  const least = minimumRecords(records);
  return `A trigger in fewer than ${least} records, or in fewer than about 10 whose other words point to the same label; paraphrases that share no word, frame or field; a label that follows the meaning of a text.`;
}
