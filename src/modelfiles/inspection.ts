import type { ModelFileFinding } from '../findings/model-file-report.ts';
import type { ByteSource } from './byte-source.ts';
import type { Budget } from './limits.ts';
import type { Policy } from './policy/policy.ts';
import type { Scratch } from './sources/scratch.ts';

/** What one format's reader says of the bytes that it was given: every byte explained, or why not. */
export interface Inspection {
  /** Facts that stand against the bytes, with offsets into the source that was inspected. */
  readonly problems: readonly Problem[];
  /**
   * Pseudo-code of what loading would do; `null` where the format holds no program, and where
   * nothing stands against it and nobody asked for it.
   */
  readonly program: string | null;
  /** Files within, to be inspected in their turn by their own content. */
  readonly members: readonly Member[];
  /** Bytes of neighbouring files that only this one gives a meaning; absent where it names none. */
  readonly companions?: readonly Companion[];
}

/** Raw bytes beside a file, which it describes: tensors beside an ONNX graph, shards of a checkpoint. */
export interface Companion {
  /** Relative to the file's own folder, proven to stay within it: no `..`, not absolute. */
  readonly path: string;
  /** What is explained, in bytes; in no particular order. A `length` of `null` reaches to the end. */
  readonly ranges: readonly { readonly offset: number; readonly length: number | null }[];
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
  /** How many bytes of the container are the member's own as they are; left out where they are packed. */
  readonly length?: number | undefined;
}

/** What an inspector may consult beside the bytes. */
export interface InspectionContext {
  readonly policy: Policy;
  /** Shared by a file and everything within it. */
  readonly budget: Budget;
  /** Where unpacked bytes are held while they are looked at. */
  readonly scratch: Scratch;
  /**
   * Path of the file or member as it was given: hostile, and empty where it has none. It says what
   * plain text is for (`config.json`, `modeling_x.py`), and never what bytes are.
   */
  readonly name: string;
  /** Chat template that a template is compared with (`--base`); `null` where none was given. */
  readonly baseTemplate: string | null;
  /** Whether programs are written out that nothing stands against. */
  readonly explains: boolean;
}

/** What unpacking needs: bounds, and a place for the bytes. */
export type UnpackContext = Pick<InspectionContext, 'budget' | 'scratch'>;

/** Reads one format. Pure: no file system, no clock, no code of the file's own. */
export type Inspect = (source: ByteSource, context: InspectionContext) => Inspection;
