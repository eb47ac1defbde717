import type { Disagreement, FlipSlices } from '../operations/disagreement.ts';
import type { LabelSetJudgement, LearningLosses } from '../operations/learning.ts';
import type { EmbeddedState } from './embedded-state.ts';
import { foldsByContributor } from './labels/folds-by-contributor.ts';
import type { JudgedLabels } from './labels/judge-labels.ts';
import { joinLosses } from './learning/join-losses.ts';
import { FOLDS, type Store } from './store.ts';
import { type FittedStyles, fitStyles } from './style/fit-styles.ts';
import type { FoldRequest } from './tasks/fit-outcome-model.ts';
import { type OutcomeModel, tokenLimitOf } from './tasks/outcome-model.ts';

interface TaughtModel {
  readonly model: OutcomeModel;
  readonly losses: LearningLosses;
}

/** What is learnt from the data. Each is fitted once, for the first that asks. */
export class FittedModels {
  readonly #state: EmbeddedState;
  #taught: Promise<TaughtModel> | undefined;
  #labelSets: Promise<LabelSetJudgement> | undefined;
  #styles: Promise<FittedStyles> | undefined;
  #judged: Promise<JudgedLabels> | undefined;
  #disagreement: Promise<Disagreement> | undefined;
  #flipSlices: Promise<FlipSlices> | undefined;

  constructor(state: EmbeddedState) {
    this.#state = state;
  }

  async outcome(): Promise<OutcomeModel> {
    return (await this.#outcomeTaught()).model;
  }

  async learningLosses(): Promise<LearningLosses> {
    return (await this.#outcomeTaught()).losses;
  }

  labelSets(): Promise<LabelSetJudgement> {
    this.#labelSets ??= this.#judgeLabelSets();
    return this.#labelSets;
  }

  #outcomeTaught(): Promise<TaughtModel> {
    this.#taught ??= this.#fit(this.#state.store, 'exclusive');
    return this.#taught;
  }

  styles(): Promise<FittedStyles> {
    this.#styles ??= this.outcome().then((model) => fitStyles(this.#state, model));
    return this.#styles;
  }

  judgedLabels(): Promise<JudgedLabels> {
    this.#judged ??= this.#judgeLabels();
    return this.#judged;
  }

  disagreement(): Promise<Disagreement> {
    const { pool, origins } = this.#state;
    this.#disagreement ??= this.judgedLabels().then(({ rows }) =>
      pool.run('disagreement', { rows, origins }),
    );
    return this.#disagreement;
  }

  flipSlices(): Promise<FlipSlices> {
    const { pool, store, origins, clusterOf } = this.#state;
    this.#flipSlices ??= this.judgedLabels().then(({ rows }) =>
      pool.run('flip-slices', { store, rows, origins, clusterOf }),
    );
    return this.#flipSlices;
  }

  async #judgeLabels(): Promise<JudgedLabels> {
    const { store, pool, origins, probabilities } = this.#state;
    if (probabilities !== null)
      return pool.run('judge-labels', { store, by: probabilities, origins });
    const apart = this.#byContributor();
    if (apart === store)
      return pool.run('judge-labels', { store, by: await this.outcome(), origins });
    const { model } = await this.#fit(apart, 'exclusive');
    return pool.run('judge-labels', { store: apart, by: model, origins });
  }

  async #judgeLabelSets(): Promise<LabelSetJudgement> {
    const store = this.#byContributor();
    const { model } = await this.#fit(store, 'independent');
    return this.#state.pool.run('judge-label-sets', { store, model });
  }

  /** The same records in folds that no contributor straddles, where contributors are known. */
  #byContributor(): Store {
    const { store, origins } = this.#state;
    const contributors = origins.find(({ role }) => role === 'contributor');
    if (contributors === undefined) return store;
    return { ...store, folds: foldsByContributor(contributors, store.folds) };
  }

  async #fit(store: Store, labels: FoldRequest['labels']): Promise<TaughtModel> {
    const { pool } = this.#state;
    const tokenLimit = tokenLimitOf(store);
    const fits = await Promise.all(
      Array.from({ length: FOLDS }, (_, fold) =>
        pool.run('fit-fold', { store, tokenLimit, fold, labels }),
      ),
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
    const losses = joinLosses(
      fits.map((fit) => fit.losses),
      store.records,
    );
    if (labels === 'independent') return { model: raw, losses };
    return { model: { ...raw, ...(await pool.run('calibrate', { store, model: raw })) }, losses };
  }
}
