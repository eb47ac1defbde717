/** Folders with what a suite is held against; they are not in the repository. */
export interface ConformanceFolders {
  readonly corpora: string;
  readonly data: string;
}

/** One thing that was compared. */
export interface ConformanceCheck {
  readonly name: string;
  /** `tied`: not the same, and every difference is a choice among equals. */
  readonly outcome: 'same' | 'tied' | 'differs' | 'absent';
  readonly detail: string;
}

/** Comparisons with what another program, or a specification, is known to return. */
export interface ConformanceSuite {
  readonly name: string;
  /** What was compared; undefined where the folders lack the suite's material. */
  run(folders: ConformanceFolders): Promise<readonly ConformanceCheck[] | undefined>;
}
