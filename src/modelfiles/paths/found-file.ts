import type { Problem } from '../inspection.ts';

/** A file to be scanned. */
export interface FoundFile {
  /** As it is reported: below what the user gave. */
  readonly path: string;
  /** Where it really lies, with all links followed. */
  readonly real: string;
}

/** Something that was met and can't be scanned. */
export interface Unscannable {
  readonly path: string;
  readonly problem: Problem;
}

/** What lies behind the paths that a user gave. */
export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly unscannable: readonly Unscannable[];
  /** What was passed over on purpose, as sentences. */
  readonly passedOver: readonly string[];
}
