/** Every way Credence can refuse. The set is closed, so that callers can switch over it. */
export type ErrorCode =
  | 'CANCELLED'
  | 'CLOCK_WENT_BACK'
  | 'CONFIG_INVALID'
  | 'DATA_AMBIGUOUS'
  | 'DATA_EMPTY'
  | 'DATA_ENCODING'
  | 'DATA_MALFORMED'
  | 'DATA_MIXED_SCHEMA'
  | 'DATA_TRUNCATED'
  | 'DATA_UNSUPPORTED'
  | 'FILE_NOT_FOUND'
  | 'FILE_UNREADABLE'
  | 'INTEGRITY_FAILED'
  | 'INTERNAL'
  | 'LIMIT_EXCEEDED'
  | 'LOCKED'
  | 'NETWORK_FAILED'
  | 'NOT_ALLOWED'
  | 'NOT_FOUND'
  | 'NOT_PINNED'
  | 'OUTPUT_FAILED'
  | 'REPORT_INVALID'
  | 'ROLE_UNKNOWN'
  | 'SIGNATURE_INVALID'
  | 'STORAGE_FAILED'
  | 'USAGE';

/** Where in an input something is wrong. All counts are 1-based for people, bytes are 0-based offsets. */
export interface Location {
  readonly file?: string;
  readonly line?: number;
  /** A row of a table, from 1, the header not counted. */
  readonly row?: number;
  readonly column?: string;
  readonly byte?: number;
  readonly rowGroup?: number;
}

export interface ErrorDetails {
  /** What the reader can do about it, as a sentence. */
  readonly hint?: string | undefined;
  readonly at?: Location | undefined;
  readonly cause?: unknown;
}

/** The one error type that leaves a public function: a code, what happened, where, and what to do. */
export class CredenceError extends Error {
  override readonly name = 'CredenceError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly at: Location | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
    this.at = details.at;
  }
}
