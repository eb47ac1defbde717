import type { Disagreement, FlipSlices } from '../operations/disagreement.ts';
import type { EmbeddedState } from './embedded-state.ts';
import { foldsByContributor } from './labels/folds-by-contributor.ts';
import type { JudgedLabels } from './labels/judge-labels.ts';
import { FOLDS, type Store } from './store.ts';
import { type FittedStyles, fitStyles } from './style/fit-styles.ts';
import { type OutcomeModel, tokenLimitOf } from './tasks/outcome-model.ts';

/** What is learnt from the data. Each is fitted once, for the first that asks. */
export class FittedModels {
  readonly #state: EmbeddedState;
  #outcome: Promise<OutcomeModel> | undefined;
  #styles: Promise<FittedStyles> | undefined;
  #judged: Promise<JudgedLabels> | undefined;
  #disagreement: Promise<Disagreement> | undefined;
  #flipSlices: Promise<FlipSlices> | undefined;

  constructor(state: EmbeddedState) {
    this.#state = state;
  }

  outcome(): Promise<OutcomeModel> {
    this.#outcome ??= this.#fit(this.#state.store);
    return this.#outcome;
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
    const contributors = origins.find(({ role }) => role === 'contributor');
    if (contributors === undefined)
      return pool.run('judge-labels', { store, by: await this.outcome(), origins });
    const folds = foldsByContributor(contributors, store.folds);
    const apart = { ...store, folds };
    return pool.run('judge-labels', { store: apart, by: await this.#fit(apart), origins });
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
}
