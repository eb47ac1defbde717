import type { Digest } from '../../core/digest.ts';
import type { PublishedDigest } from './published-digest.ts';
import type { Signal } from './signal.ts';

/** Where data can come from, in the words of the systems themselves. */
export type SourceSystem =
  | 'file'
  | 'http'
  | 'url-list'
  | 'hugging-face'
  | 's3'
  | 'dvc'
  | 'git-lfs'
  | 'lakefs'
  | 'delta'
  | 'iceberg';

/** Reads one kind of source. It fetches nothing before it knows which version it fetches. */
export interface Connector {
  readonly system: SourceSystem;
  /** Whether a reference is written as this system writes them. Touches nothing. */
  accepts(uri: string): boolean;
  /**
   * Finds the version that a reference names.
   *
   * @throws CredenceError `NOT_PINNED` where it names none that stays the same, `NOT_FOUND`,
   * `NOT_ALLOWED` where the system refuses, `NETWORK_FAILED`.
   */
  pin(uri: string, options: ConnectorOptions): Promise<PinnedSource>;
  /**
   * What happened at the source since the version that a reference pins, where the system tells. Errors
   * as for `pin`.
   */
  news?(uri: string, options: ConnectorOptions): Promise<readonly Signal[]>;
}

export interface ConnectorOptions {
  /** What the whole must turn out to be; it pins a reference that does not pin itself. */
  readonly expected?: Digest | undefined;
  /** What was recorded of the publisher when the source was reviewed. */
  readonly identity?: Readonly<Record<string, string>> | undefined;
  /** The return from silence that reviewers of the source know of. */
  readonly revived?: { readonly time: string; readonly silentDays: number } | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: Date;
  /** An existing folder for temporary files. */
  readonly scratch: string;
  readonly signal?: AbortSignal | undefined;
}

/** One version of a source, before a byte of it is fetched. Everything in it is the publisher's word. */
export interface PinnedSource {
  readonly system: SourceSystem;
  /** The reference as it was given, and as it was served after redirects; without credentials. */
  readonly asked: string;
  readonly served: string;
  /** What pins it, in the system's own terms. */
  readonly version: string;
  readonly parents: readonly string[];
  readonly author: string | null;
  /** When the version was made, RFC 3339. */
  readonly time: string | null;
  readonly licence: string | null;
  /** What the server said of it; a bounded number of bounded values. */
  readonly headers: Readonly<Record<string, string>>;
  /** What tells that it is still the same publisher: pinned with the source, compared at each fetch. */
  readonly identity: Readonly<Record<string, string>>;
  /** Where tags of it point, which a publisher can move. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly signals: readonly Signal[];
  /** In order of their paths; each path is checked and occurs once. */
  files(): AsyncIterable<RemoteFile>;
}

/** A file as its publisher describes it. */
export interface RemoteFile {
  /** Relative, with `/` between its parts; checked by `checkRemotePath`. */
  readonly path: string;
  readonly size: number | null;
  readonly published: PublishedDigest | null;
  /**
   * Rows that the table says are deleted although the file still holds them, from 0, ascending. The file
   * is kept as it is; whoever reads the version leaves them out.
   */
  readonly deletedRows?: Uint32Array | undefined;
  /** Where it lies, if it is a file of this machine: it is then read in place. */
  readonly at?: string | undefined;
  /** Its bytes from an offset on, so that an interrupted fetch goes on where it stopped. */
  open(offset: number): AsyncIterable<Uint8Array>;
}
