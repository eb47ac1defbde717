import type { RecordBatch } from '../../records/batch.ts';
import type { AmountJudgement } from '../operations/amounts.ts';
import type { AnswerWords, PreferenceFacts } from '../operations/answers.ts';
import type { Certificate } from '../operations/certificate.ts';
import type { AddressedSpans, CodeTriggers } from '../operations/content.ts';
import type { ContentSample } from '../operations/content-sample.ts';
import type { Disagreement, FlipSlices } from '../operations/disagreement.ts';
import type { CountedFeature, CountRequest, FeatureCounts } from '../operations/features.ts';
import type { ContributorInfluence } from '../operations/influence.ts';
import type { LabelSetJudgement, TellingFeatures } from '../operations/learning.ts';
import type { ExcessHistogram } from '../operations/outcome-model.ts';
import type { QueryMagnets, SharedQuestions } from '../operations/passages.ts';
import type {
  BoundaryLabels,
  KnownAnswerReview,
  LabellerAgreement,
} from '../operations/reviewers.ts';
import type {
  ContinuationEvidence,
  InsertionEvidence,
  WordScreen,
} from '../operations/sequences.ts';
import type { StyleScores } from '../operations/styles.ts';
import { type BehaviourInput, deriveBehaviours } from './behaviours/derive-behaviours.ts';
import { type AnswerWordsInput, answerWords } from './behaviours/shared-answer-words.ts';
import type { OriginColumn } from './columns/origin-column.ts';
import type { StoredTexts } from './columns/text-column.ts';
import { type IngestDictionaries, type IngestedBatch, Ingester } from './ingest/ingest-batch.ts';
import type { IngestPlan } from './ingest/plan.ts';
import { disagreementBy } from './labels/disagreement-by.ts';
import { type FlipSliceRequest, flipSlices } from './labels/flip-slices.ts';
import { judgeLabelSets } from './labels/judge-label-sets.ts';
import { type JudgedLabels, type JudgeRequest, judgeLabels } from './labels/judge-labels.ts';
import type { JudgedRecords } from './labels/judged-records.ts';
import { tellingFeatures } from './learning/telling-features.ts';
import type { QueryPlace } from './passages/query-place.ts';
import { comparePreferences, type PreferenceInput } from './preferences/compare-preferences.ts';
import { certify } from './probe/certify.ts';
import { contributorInfluence } from './probe/contributor-influence.ts';
import { boundaryLabels } from './reviewers/boundary-labels.ts';
import { type AgreementRequest, labellerAgreement } from './reviewers/labeller-agreement.ts';
import { type ReviewRequest, reviewAgainst } from './reviewers/review-against.ts';
import { countPass, type PassRequest, type PassResult } from './runs/count-pass.ts';
import { planRuns } from './runs/plan-runs.ts';
import type { PlanLimits, RunPlan } from './runs/run-plan.ts';
import { type SampleTask, sampleContent } from './sample/sample-content.ts';
import type { LabelColumn, Store } from './store.ts';
import {
  fitLabelStyle,
  type LabelStyleFit,
  type LabelStyleRequest,
} from './style/fit-label-style.ts';
import { type StyleScoreRequest, scoreStyle } from './style/score-style.ts';
import { type StyleRows, type StyleSample, styleRows } from './style/style-rows.ts';
import { judgeAmounts } from './targets/judge-amounts.ts';
import type { Calibration } from './tasks/calibrate-model.ts';
import { calibrate } from './tasks/calibrate-model.ts';
import { type ClusterInput, type ClusterResult, clusterCopies } from './tasks/cluster-copies.ts';
import { countItemPairs, countItems } from './tasks/count-items.ts';
import { countWordSets } from './tasks/count-word-sets.ts';
import { findAddressedSpans } from './tasks/find-addressed-spans.ts';
import { type CodeTriggerInput, findCodeTriggers } from './tasks/find-code-triggers.ts';
import { findQueryMagnets, type QueryMagnetInput } from './tasks/find-query-magnets.ts';
import { findSharedQuestions } from './tasks/find-shared-questions.ts';
import { type FoldFit, type FoldRequest, fitFold } from './tasks/fit-outcome-model.ts';
import { locate } from './tasks/locate.ts';
import { measureContinuation } from './tasks/measure-continuation.ts';
import { measureExcess } from './tasks/measure-excess.ts';
import { measureInsertion } from './tasks/measure-insertion.ts';
import type { OutcomeModel } from './tasks/outcome-model.ts';
import { ownLabelProbabilities } from './tasks/own-label-probabilities.ts';
import { screenWords } from './tasks/screen-words.ts';
import { widen } from './tasks/widen.ts';

interface StoreTask {
  readonly store: Store;
}

type OriginTask = StoreTask & { readonly origins: readonly OriginColumn[] };

type FeatureTask = StoreTask & { readonly features: readonly CountedFeature[] };

/** What each task takes and gives. Everything in it crosses between threads as plain data. */
export interface Tasks {
  'begin-ingest': { args: IngestPlan; result: null };
  'ingest-batch': { args: RecordBatch; result: IngestedBatch };
  'finish-ingest': { args: null; result: IngestDictionaries };
  'count-items': { args: StoreTask & { readonly request: CountRequest }; result: FeatureCounts };
  'plan-runs': {
    args: StoreTask & { readonly request: CountRequest; readonly limits: PlanLimits };
    result: RunPlan;
  };
  'count-runs': { args: StoreTask & PassRequest; result: PassResult };
  'fit-fold': {
    args: StoreTask & FoldRequest;
    result: FoldFit;
  };
  calibrate: { args: StoreTask & { readonly model: OutcomeModel }; result: Calibration };
  'measure-excess': {
    args: FeatureTask & { readonly model: OutcomeModel };
    result: readonly ExcessHistogram[];
  };
  'measure-insertion': { args: FeatureTask; result: readonly InsertionEvidence[] };
  'measure-continuation': { args: FeatureTask; result: readonly ContinuationEvidence[] };
  'screen-words': { args: FeatureTask; result: readonly WordScreen[] };
  locate: { args: FeatureTask; result: readonly Uint32Array[] };
  widen: { args: FeatureTask; result: readonly CountedFeature[] };
  'judge-labels': { args: StoreTask & JudgeRequest; result: JudgedLabels };
  disagreement: {
    args: { readonly rows: JudgedRecords; readonly origins: readonly OriginColumn[] };
    result: Disagreement;
  };
  'flip-slices': { args: StoreTask & FlipSliceRequest; result: FlipSlices };
  'judge-label-sets': {
    args: StoreTask & { readonly model: OutcomeModel };
    result: LabelSetJudgement;
  };
  'telling-features': {
    args: StoreTask & { readonly model: OutcomeModel; readonly most: number };
    result: readonly TellingFeatures[];
  };
  'judge-amounts': { args: OriginTask; result: AmountJudgement };
  'contributor-influence': { args: OriginTask; result: ContributorInfluence };
  certify: { args: OriginTask; result: Certificate };
  'own-label-probabilities': {
    args: StoreTask & { readonly model: OutcomeModel; readonly positions: Uint32Array };
    result: Float32Array;
  };
  'labeller-agreement': { args: AgreementRequest; result: LabellerAgreement | null };
  'boundary-labels': {
    args: { readonly rows: JudgedRecords; readonly origins: readonly OriginColumn[] };
    result: BoundaryLabels;
  };
  'review-against': { args: StoreTask & ReviewRequest; result: KnownAnswerReview };
  'sample-content': { args: StoreTask & SampleTask; result: ContentSample };
  'style-rows': { args: StoreTask & { readonly sample: StyleSample }; result: StyleRows };
  'fit-label-style': {
    args: StoreTask & { readonly request: LabelStyleRequest };
    result: LabelStyleFit;
  };
  'score-style': { args: StoreTask & { readonly request: StyleScoreRequest }; result: StyleScores };
  'compare-preferences': { args: PreferenceInput; result: PreferenceFacts };
  'answer-words': { args: AnswerWordsInput; result: readonly AnswerWords[] };
  'derive-behaviours': { args: BehaviourInput; result: LabelColumn };
  'find-addressed-spans': { args: { readonly texts: StoredTexts }; result: AddressedSpans };
  'find-query-magnets': { args: QueryMagnetInput; result: QueryMagnets };
  'find-shared-questions': {
    args: StoreTask & { readonly query: QueryPlace };
    result: SharedQuestions;
  };
  'find-code-triggers': { args: CodeTriggerInput; result: CodeTriggers };
  'cluster-copies': { args: ClusterInput & { readonly texts: StoredTexts }; result: ClusterResult };
}

export type TaskName = keyof Tasks;
export type TaskArguments<Name extends TaskName> = Tasks[Name]['args'];
export type TaskResult<Name extends TaskName> = Tasks[Name]['result'];

type Implementations = {
  readonly [Name in TaskName]: (args: TaskArguments<Name>) => TaskResult<Name>;
};

/** Features that are no runs: values, pairs of values, pairs of words. */
function countUnordered(store: Store, request: CountRequest): FeatureCounts {
  if (request.space === 'word-sets') return countWordSets(store, request);
  return request.space === 'item-pairs'
    ? countItemPairs(store, request)
    : countItems(store, request);
}

let ingester: Ingester | undefined;

function currentIngester(): Ingester {
  if (ingester === undefined) throw new TypeError('ingest has not begun on this thread');
  return ingester;
}

const implementations: Implementations = {
  'begin-ingest': (plan) => {
    ingester = new Ingester(plan);
    return null;
  },
  'ingest-batch': (batch) => currentIngester().ingest(batch),
  'finish-ingest': () => {
    const dictionaries = currentIngester().finish();
    ingester = undefined;
    return dictionaries;
  },
  'count-items': ({ store, request }) => countUnordered(store, request),
  'plan-runs': ({ store, request, limits }) => planRuns(store, request, limits),
  'count-runs': ({ store, ...pass }) => countPass(store, pass),
  'fit-fold': ({ store, ...request }) => fitFold(store, request),
  calibrate: ({ store, model }) => calibrate(store, model),
  'measure-excess': ({ store, model, features }) => measureExcess(store, model, features),
  'measure-insertion': ({ store, features }) => measureInsertion(store, features),
  'measure-continuation': ({ store, features }) => measureContinuation(store, features),
  'screen-words': ({ store, features }) => screenWords(store, features),
  locate: ({ store, features }) => locate(store, features),
  widen: ({ store, features }) => widen(store, features),
  'judge-labels': ({ store, ...request }) => judgeLabels(store, request),
  disagreement: ({ rows, origins }) => disagreementBy(rows, origins),
  'flip-slices': ({ store, ...request }) => flipSlices(store, request),
  'judge-label-sets': ({ store, model }) => judgeLabelSets(store, model),
  'telling-features': ({ store, model, most }) => tellingFeatures(store, model, most),
  'judge-amounts': ({ store, origins }) => judgeAmounts(store, origins),
  'contributor-influence': ({ store, origins }) => contributorInfluence(store, origins),
  certify: ({ store, origins }) => certify(store, origins),
  'own-label-probabilities': ({ store, model, positions }) =>
    ownLabelProbabilities(store, model, positions),
  'labeller-agreement': labellerAgreement,
  'boundary-labels': ({ rows, origins }) => boundaryLabels(rows, origins),
  'review-against': ({ store, ...request }) => reviewAgainst(store, request),
  'sample-content': ({ store, ...request }) => sampleContent(store, request),
  'style-rows': ({ store, sample }) => styleRows(store, sample),
  'fit-label-style': ({ store, request }) => fitLabelStyle(store, request),
  'score-style': ({ store, request }) => scoreStyle(store, request),
  'compare-preferences': comparePreferences,
  'answer-words': answerWords,
  'find-code-triggers': findCodeTriggers,
  'derive-behaviours': deriveBehaviours,
  'find-addressed-spans': ({ texts }) => findAddressedSpans(texts),
  'find-query-magnets': findQueryMagnets,
  'find-shared-questions': ({ store, query }) => findSharedQuestions(store, query),
  'cluster-copies': (input) => clusterCopies(input),
};

/** Runs a task in this thread. */
export function runTask<Name extends TaskName>(
  name: Name,
  args: TaskArguments<Name>,
): TaskResult<Name> {
  return implementations[name](args);
}
