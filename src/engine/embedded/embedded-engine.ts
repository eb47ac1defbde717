import type { RecordReference } from '../../findings/finding.ts';
import type {
  AddressedSpans,
  AnswerWords,
  CodeWeaknessUse,
  ColumnDistribution,
  ColumnProfile,
  ContinuationEvidence,
  CopyClusters,
  CountedFeature,
  CountRequest,
  DatasetDescription,
  Engine,
  ExcessHistogram,
  ExcessRequest,
  FeatureCounts,
  HiddenUse,
  InsertionEvidence,
  LabelJudgement,
  LocateRequest,
  ModelSummary,
  PreferenceFacts,
  QualityFacts,
  QuotedRecord,
  SequenceRequest,
  SharedQuestions,
  StyleFit,
  StyleScores,
  WordScreen,
} from '../operations.ts';
import { codeWeaknesses } from './code-weaknesses.ts';
import { isRunSpace } from './columns/sequences.ts';
import { copyClusters } from './copy-clusters.ts';
import { distributionOf } from './distribution.ts';
import type { EmbeddedState } from './embedded-state.ts';
import { filePosition } from './file-position.ts';
import { hiddenUses } from './hidden-uses.ts';
import { foldsByContributor } from './labels/folds-by-contributor.ts';
import { queryPlace } from './passages/query-place.ts';
import { profileColumns } from './profile/profile-columns.ts';
import { qualityFacts } from './quality-facts.ts';
import { quoteRecords } from './quote-records.ts';
import { digestOfRecord } from './record-digests.ts';
import { countRuns } from './runs/count-runs.ts';
import { FOLDS, type Store } from './store.ts';
import { type FittedStyles, fitStyles } from './style/fit-styles.ts';
import { type OutcomeModel, tokenLimitOf } from './tasks/outcome-model.ts';

/** Fewer features than this are not worth a second walk through the data. */
const WORTH_SPLITTING = 1000;

/** The engine of one machine: columns in shared memory, tasks on worker threads. */
export class EmbeddedEngine implements Engine {
  readonly #state: EmbeddedState;
  #model: Promise<OutcomeModel> | undefined;
  #styles: Promise<FittedStyles> | undefined;
  #judgement: Promise<LabelJudgement> | undefined;

  constructor(state: EmbeddedState) {
    this.#state = state;
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
    const model = await this.#outcomeModel();
    return { accuracy: model.accuracy, temperature: model.temperature, trainedOn: model.trainedOn };
  }

  async measureExcess({ features }: ExcessRequest): Promise<readonly ExcessHistogram[]> {
    this.#report('measuring');
    const model = await this.#outcomeModel();
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
    const model = await this.#outcomeModel();
    return this.#state.pool.run('own-label-probabilities', {
      store: this.#state.store,
      model,
      positions,
    });
  }

  /** Judged once, for the first that asks. */
  judgeLabels(): Promise<LabelJudgement> {
    this.#judgement ??= this.#judgeLabels();
    return this.#judgement;
  }

  async fitStyles(): Promise<StyleFit> {
    return (await this.#fittedStyles()).answer;
  }

  async styleScores(outcome: number): Promise<StyleScores> {
    const { elements, values, fits } = await this.#fittedStyles();
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

  codeWeaknesses(): Promise<readonly CodeWeaknessUse[]> {
    return Promise.resolve(codeWeaknesses(this.#state));
  }

  preferences(): Promise<PreferenceFacts> {
    const { preferences } = this.#state;
    if (preferences === null) throw new TypeError('the data hold no preference pairs');
    return Promise.resolve(preferences);
  }

  answerWords(positions: readonly Uint32Array[]): Promise<readonly AnswerWords[]> {
    const { texts, responses, store, pool } = this.#state;
    if (responses === null) throw new TypeError('the data hold no answers');
    return pool.run('answer-words', {
      prompts: texts,
      responses,
      records: store.records,
      positions,
    });
  }

  quality(): Promise<QualityFacts> {
    return Promise.resolve(qualityFacts(this.#state));
  }

  profile(): Promise<readonly ColumnProfile[]> {
    return Promise.resolve(profileColumns(this.#state));
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

  /** Fitted once, for the first that asks. */
  #fittedStyles(): Promise<FittedStyles> {
    this.#styles ??= this.#outcomeModel().then((model) => fitStyles(this.#state, model));
    return this.#styles;
  }

  /** Fitted once, for the first that asks. */
  #outcomeModel(): Promise<OutcomeModel> {
    this.#model ??= this.#fit(this.#state.store);
    return this.#model;
  }

  async #judgeLabels(): Promise<LabelJudgement> {
    const { store, pool, origins } = this.#state;
    const contributors = origins.find(({ role }) => role === 'contributor');
    if (contributors === undefined)
      return pool.run('judge-labels', { store, model: await this.#outcomeModel(), origins });
    const folds = foldsByContributor(contributors, store.folds);
    const apart = { ...store, folds };
    return pool.run('judge-labels', { store: apart, model: await this.#fit(apart), origins });
  }

  async #fit(store: Store): Promise<OutcomeModel> {
    const { pool } = this.#state;
    const tokenLimit = tokenLimitOf(store);
    const fits = await Promise.all(
      Array.from({ length: FOLDS }, (_, fold) => pool.run('fit-fold', { store, tokenLimit, fold })),
    );
    const raw: OutcomeModel = {
      tokenLimit,
      labels: store.labels.texts.length,
      weights: fits.map(({ weights }) => weights),
      biases: fits.map(({ bias }) => bias),
      temperature: 1,
      accuracy: 0,
      trainedOn: fits.reduce((sum, fit) => sum + fit.trainedOn, 0) / FOLDS,
    };
    return { ...raw, ...(await pool.run('calibrate', { store, model: raw })) };
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
