/**
 * Something about a source that a person should know before trusting it. Signals are facts about the
 * publisher, not about the data: none of them accuses anybody.
 */
export interface Signal {
  readonly kind: SignalKind;
  /** One sentence, with the values that were compared. */
  readonly what: string;
  /** Whether intake stops until somebody reviews the source again. */
  readonly blocks: boolean;
  /** Of a return after silence: when, and after how long. */
  readonly revived?: { readonly time: string; readonly silentDays: number } | undefined;
}

export type SignalKind =
  /** The same name belongs to another repository or owner than the one that was reviewed. */
  | 'identity-changed'
  /** What was taken in is no longer there. */
  | 'gone'
  /** The bytes there now are, or seem to be, others than those that were taken in. */
  | 'content-changed'
  /** The reference was answered from another place. */
  | 'redirected'
  /** The pinned version is no longer part of the history. */
  | 'history-rewritten'
  | 'tag-moved'
  /** New work after more than a year of silence, by somebody new. */
  | 'revived'
  | 'new-maintainer'
  | 'young-owner'
  | 'verification-lost'
  /** Code or pickles in a version whose parent had none. */
  | 'code-added'
  | 'licence-changed'
  | 'name-resembles'
  /** The publisher's own scan of a file says that it is unsafe. */
  | 'flagged-by-publisher'
  /** A list's address now leads to another host than when it was recorded. */
  | 'domain-changed';
