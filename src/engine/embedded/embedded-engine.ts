import type { RecordReference } from '../../findings/finding.ts';
import type { AmountJudgement, CommonAmounts } from '../operations/amounts.ts';
import type { AnswerWords, PreferenceFacts } from '../operations/answers.ts';
import type { Certificate } from '../operations/certificate.ts';
import type { ColumnDistribution, ColumnProfile, QualityFacts } from '../operations/columns.ts';
import type {
  AddressedSpans,
  CodeTriggers,
  CodeWeaknessUse,
  HiddenUse,
} from '../operations/content.ts';
import type { ContentSample, SampleRequest } from '../operations/content-sample.ts';
import type { CopyClusters } from '../operations/copies.ts';
import type { DatasetDescription } from '../operations/dataset-description.ts';
import type { DifferingRequest, Disagreement, FlipSlices } from '../operations/disagreement.ts';
import type { Engine } from '../operations/engine.ts';
import type {
  CountedFeature,
  CountRequest,
  FeatureCounts,
  LocateRequest,
} from '../operations/features.ts';
import type { GroupOutcomes } from '../operations/groups.ts';
import type { ContributorInfluence } from '../operations/influence.ts';
import type { LabelJudgement } from '../operations/labels.ts';
import type {
  LabelSetJudgement,
  LearningLosses,
  MeanLosses,
  TellingFeatures,
} from '../operations/learning.ts';
import type { ExcessHistogram, ExcessRequest, ModelSummary } from '../operations/outcome-model.ts';
import type { QueryMagnets, SharedQuestions } from '../operations/passages.ts';
import type { QuotedRecord } from '../operations/records.ts';
import type {
  BoundaryLabels,
  KnownAnswer,
  KnownAnswerReview,
  LabellerAgreement,
} from '../operations/reviewers.ts';
import type {
  ContinuationEvidence,
  InsertionEvidence,
  SequenceRequest,
  WordScreen,
} from '../operations/sequences.ts';
import type { StyleFit, StyleScores } from '../operations/styles.ts';
import { codeWeaknesses } from './code-weaknesses.ts';
import { isRunSpace } from './columns/sequences.ts';
import { copyClusters } from './copy-clusters.ts';
import { distributionOf } from './distribution.ts';
import type { EmbeddedState } from './embedded-state.ts';
import { filePosition } from './file-position.ts';
import { FittedModels } from './fitted-models.ts';
import { outcomesByGroup } from './groups/outcomes-by-group.ts';
import { hiddenUses } from './hidden-uses.ts';
import { differingRecords } from './labels/disagreement-by.ts';
import { meanLosses } from './learning/mean-losses.ts';
import { queryPlace } from './passages/query-place.ts';
import { profileColumns } from './profile/profile-columns.ts';
import { qualityFacts } from './quality-facts.ts';
import { quoteRecords } from './quote-records.ts';
import { digestOfRecord } from './record-digests.ts';
import { countRuns } from './runs/count-runs.ts';
import { commonAmounts } from './targets/common-amounts.ts';

/** Fewer features than this are not worth a second walk through the data. */
const WORTH_SPLITTING = 1000;

/** The engine of one machine: columns in shared memory, tasks on worker threads. */
export class EmbeddedEngine implements Engine {
  readonly #state: EmbeddedState;
  readonly #fitted: FittedModels;

  constructor(state: EmbeddedState) {
    this.#state = state;
    this.#fitted = new FittedModels(state);
  }

  get dataset(): DatasetDescription {
    return this.#state.description;
  }

  countFeatures(request: CountRequest): Promise<FeatureCounts> {
    this.#report('counting');
    const { store, pool } = this.#state;
    return isRunSpace(request.space)
      ? countRuns(this.#state, request)
      : pool.run('count-items', { store, request });
  }

  async fitOutcomeModel(): Promise<ModelSummary> {
    this.#report('model');
    const model = await this.#fitted.outcome();
    return { accuracy: model.accuracy, temperature: model.temperature, trainedOn: model.trainedOn };
  }

  async measureExcess({ features }: ExcessRequest): Promise<readonly ExcessHistogram[]> {
    this.#report('measuring');
    const model = await this.#fitted.outcome();
    return this.#bySpace(features, (group) =>
      this.#state.pool.run('measure-excess', { store: this.#state.store, model, features: group }),
    );
  }

  screenWords({ features }: SequenceRequest): Promise<readonly WordScreen[]> {
    this.#report('measuring');
    return this.#state.pool.run('screen-words', { store: this.#state.store, features });
  }

  measureInsertion({ features }: SequenceRequest): Promise<readonly InsertionEvidence[]> {
    this.#report('measuring');
    return this.#bySpace(features, (group) =>
      this.#state.pool.run('measure-insertion', { store: this.#state.store, features: group }),
    );
  }

  measureContinuation({ features }: SequenceRequest): Promise<readonly ContinuationEvidence[]> {
    return this.#bySpace(features, (group) =>
      this.#state.pool.run('measure-continuation', { store: this.#state.store, features: group }),
    );
  }

  widen({ features }: SequenceRequest): Promise<readonly CountedFeature[]> {
    return this.#bySpace(features, (group) =>
      this.#state.pool.run('widen', { store: this.#state.store, features: group }),
    );
  }

  locate({ features }: LocateRequest): Promise<readonly Uint32Array[]> {
    return this.#bySpace(features, (group) =>
      this.#state.pool.run('locate', { store: this.#state.store, features: group }),
    );
  }

  withOutcome(positions: Uint32Array, outcome: number): Promise<Uint32Array> {
    const { ids, ends } = this.#state.store.labels;
    const labelled = positions.filter((record) =>
      ids.subarray(record === 0 ? 0 : ends[record - 1], ends[record]).includes(outcome),
    );
    return Promise.resolve(labelled);
  }

  async ownLabelProbabilities(positions: Uint32Array): Promise<Float32Array> {
    const model = await this.#fitted.outcome();
    return this.#state.pool.run('own-label-probabilities', {
      store: this.#state.store,
      model,
      positions,
    });
  }

  async judgeLabels(): Promise<LabelJudgement> {
    return (await this.#fitted.judgedLabels()).judgement;
  }

  disagreement(): Promise<Disagreement> {
    return this.#fitted.disagreement();
  }

  async differing(request: DifferingRequest): Promise<Uint32Array> {
    const { rows } = await this.#fitted.judgedLabels();
    return differingRecords(rows, this.#state.origins, request);
  }

  flipSlices(): Promise<FlipSlices> {
    return this.#fitted.flipSlices();
  }

  learningLosses(): Promise<LearningLosses> {
    return this.#fitted.learningLosses();
  }

  async meanLosses(groups: readonly Uint32Array[]): Promise<readonly MeanLosses[]> {
    return meanLosses(await this.#fitted.learningLosses(), groups);
  }

  async tellingFeatures(most: number): Promise<readonly TellingFeatures[]> {
    const model = await this.#fitted.outcome();
    return this.#state.pool.run('telling-features', { store: this.#state.store, model, most });
  }

  judgeLabelSets(): Promise<LabelSetJudgement> {
    return this.#fitted.labelSets();
  }

  judgeAmounts(): Promise<AmountJudgement> {
    const { store, origins, pool } = this.#state;
    return pool.run('judge-amounts', { store, origins });
  }

  commonAmounts(positions: Uint32Array): Promise<CommonAmounts> {
    const { amounts } = this.#state.store;
    if (amounts === null) throw new TypeError('the labels are no amounts');
    return Promise.resolve(commonAmounts(amounts, positions));
  }

  contributorInfluence(): Promise<ContributorInfluence> {
    const { store, origins, pool } = this.#state;
    return pool.run('contributor-influence', { store, origins });
  }

  certify(): Promise<Certificate> {
    const { store, origins, pool } = this.#state;
    return pool.run('certify', { store, origins });
  }

  async fitStyles(): Promise<StyleFit> {
    return (await this.#fitted.styles()).answer;
  }

  async styleScores(outcome: number): Promise<StyleScores> {
    const { elements, values, fits } = await this.#fitted.styles();
    const fit = fits.find((one) => one.outcome === outcome);
    if (fit === undefined) throw new RangeError(`label ${outcome} has no style`);
    const { store, pool } = this.#state;
    return pool.run('score-style', { store, request: { elements, values, fit } });
  }

  distribution(positions: Uint32Array): Promise<readonly ColumnDistribution[]> {
    return Promise.resolve(distributionOf(this.#state.store, this.#state.origins, positions));
  }

  copyClusters(): Promise<CopyClusters> {
    return Promise.resolve(copyClusters(this.#state));
  }

  hiddenCharacters(): Promise<readonly HiddenUse[]> {
    return Promise.resolve(hiddenUses(this.#state));
  }

  addressedSpans(): Promise<AddressedSpans> {
    this.#report('measuring');
    return this.#state.pool.run('find-addressed-spans', { texts: this.#state.texts });
  }

  sharedQuestions(): Promise<SharedQuestions> {
    this.#report('measuring');
    const { pool, store, plan } = this.#state;
    return pool.run('find-shared-questions', { store, query: queryPlace(plan) });
  }

  queryMagnets(): Promise<QueryMagnets> {
    this.#report('measuring');
    const { pool, store, texts, clusterOf, plan } = this.#state;
    return pool.run('find-query-magnets', { store, texts, clusterOf, place: queryPlace(plan) });
  }

  codeWeaknesses(): Promise<readonly CodeWeaknessUse[]> {
    return Promise.resolve(codeWeaknesses(this.#state));
  }

  codeTriggers(): Promise<CodeTriggers> {
    this.#report('measuring');
    const { texts, responses, store, reading, pool } = this.#state;
    return pool.run('find-code-triggers', {
      texts: responses === null ? [texts] : [texts, responses],
      records: store.records,
      weak: reading.weak,
    });
  }

  preferences(): Promise<PreferenceFacts> {
    const { preferences } = this.#state;
    if (preferences === null) throw new TypeError('the data hold no preference pairs');
    return Promise.resolve(preferences);
  }

  answerWords(
    positions: readonly Uint32Array[],
    options: { readonly most: number; readonly against?: readonly Uint32Array[] },
  ): Promise<readonly AnswerWords[]> {
    const { texts, responses, store, pool } = this.#state;
    if (responses === null) throw new TypeError('the data hold no answers');
    return pool.run('answer-words', {
      prompts: texts,
      responses,
      records: store.records,
      positions,
      ...options,
    });
  }

  async labellerAgreement(): Promise<LabellerAgreement | null> {
    const { copyOf, origins, store, pool } = this.#state;
    const contributors = origins.find(({ role }) => role === 'contributor');
    if (contributors === undefined || copyOf === null) return null;
    const { rows } = await this.#fitted.judgedLabels();
    return pool.run('labeller-agreement', { labels: store.labels, contributors, copyOf, rows });
  }

  async boundaryLabels(): Promise<BoundaryLabels> {
    const { rows } = await this.#fitted.judgedLabels();
    return this.#state.pool.run('boundary-labels', { rows, origins: this.#state.origins });
  }

  reviewAgainst(answers: readonly KnownAnswer[]): Promise<KnownAnswerReview> {
    const { store, texts, origins, pool } = this.#state;
    return pool.run('review-against', { store, texts, origins, answers });
  }

  outcomesByGroup(columns: readonly string[]): Promise<GroupOutcomes> {
    const { store, origins } = this.#state;
    return new Promise((resolve) => resolve(outcomesByGroup(store, origins, columns)));
  }

  quality(): Promise<QualityFacts> {
    return Promise.resolve(qualityFacts(this.#state));
  }

  profile(): Promise<readonly ColumnProfile[]> {
    return Promise.resolve(profileColumns(this.#state));
  }

  sampleContent(request: SampleRequest): Promise<ContentSample> {
    const { pool, store, origins, plan } = this.#state;
    const numeric = plan.fields.filter((field) => field.numeric).map(({ name }) => name);
    return pool.run('sample-content', { store, origins, numeric, ...request });
  }

  quote(positions: readonly number[]): Promise<readonly QuotedRecord[]> {
    return Promise.resolve(quoteRecords(this.#state, positions));
  }

  references(positions: Uint32Array, limit: number): Promise<readonly RecordReference[]> {
    const references = Array.from(positions.subarray(0, limit), (position) => ({
      position: filePosition(this.#state.reading, position),
      digest: digestOfRecord(this.#state.digests, position),
    }));
    return Promise.resolve(references);
  }

  async close(): Promise<void> {
    this.#state.closeScratch();
    await this.#state.pool.close();
  }

  /**
   * Runs features of each space together, many of them as one part for each lane, and gives results
   * back in the order asked for. Each feature is measured alone, so the parts do not matter.
   */
  async #bySpace<Result>(
    features: readonly CountedFeature[],
    run: (group: readonly CountedFeature[]) => Promise<readonly Result[]>,
  ): Promise<Result[]> {
    const groups = Map.groupBy(
      features.keys(),
      (index) => (features[index] as CountedFeature).space,
    );
    const results: Result[] = new Array(features.length);
    const parts = [...groups.values()].flatMap((indexes) => {
      const lanes = indexes.length < WORTH_SPLITTING ? 1 : this.#state.pool.lanes;
      return Array.from({ length: lanes }, (_, lane) =>
        indexes.filter((_index, at) => at % lanes === lane),
      );
    });
    await Promise.all(
      parts.map(async (indexes) => {
        const found = await run(indexes.map((index) => features[index] as CountedFeature));
        indexes.forEach((index, at) => {
          results[index] = found[at] as Result;
        });
      }),
    );
    return results;
  }

  #report(phase: 'counting' | 'model' | 'measuring'): void {
    this.#state.progress?.({ phase, records: this.#state.store.records, share: null });
  }
}
