/** What an engine is doing, for people who wait. */
export interface Progress {
  readonly phase: 'reading' | 'copies' | 'model' | 'counting' | 'measuring' | 'reporting';
  /** Records done in this phase, where it counts them. */
  readonly records: number;
  /** Share of the phase that is done, 0 to 1, or `null` where it cannot be told. */
  readonly share: number | null;
}

export type ProgressListener = (progress: Progress) => void;
