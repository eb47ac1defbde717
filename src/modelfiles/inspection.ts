import type { ModelFileFinding } from '../findings/model-file-report.ts';
import type { ByteSource } from './byte-source.ts';
import type { Budget } from './limits.ts';
import type { Policy } from './policy/policy.ts';

/** What one format's reader says of the bytes that it was given: every byte explained, or why not. */
export interface Inspection {
  /** Facts that stand against the bytes, with offsets into the source that was inspected. */
  readonly problems: readonly Problem[];
  /** Pseudo-code of what loading would do; `null` where the format holds no program. */
  readonly program: string | null;
  /** Files within, to be inspected in their turn by their own content. */
  readonly members: readonly Member[];
}

export type Problem = Pick<
  ModelFileFinding,
  'rule' | 'decision' | 'severity' | 'offset' | 'length' | 'summary' | 'suggestedAction'
>;

/** A file within a file. */
export interface Member {
  /** As the container names it: hostile, shown only through `visibleText`. */
  readonly name: string;
  /** Opened when its turn comes; throws `CredenceError` where it can't be unpacked within the budget. */
  readonly open: () => ByteSource;
  /** Where its bytes begin in the container, where that can be said. */
  readonly offset: number | null;
}

/** What an inspector may consult beside the bytes. */
export interface InspectionContext {
  readonly policy: Policy;
  /** Shared by a file and everything within it. */
  readonly budget: Budget;
}

/** Reads one format. Pure: no file system, no clock, no code of the file's own. */
export type Inspect = (source: ByteSource, context: InspectionContext) => Inspection;
