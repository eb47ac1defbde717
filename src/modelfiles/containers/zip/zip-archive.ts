import type { ByteSource } from '../../byte-source.ts';
import type { Problem } from '../../inspection.ts';

/** A zip archive, as the one interpretation that both of its directories support. */
export interface ZipArchive {
  /** In the order of the central directory; none where the archive's parts overlap. */
  readonly entries: readonly ZipEntry[];
  /** What speaks against the archive itself; the members are judged by their own content. */
  readonly problems: readonly Problem[];
}

export interface ZipEntry {
  /** Hostile: shown only through `visibleText`. Ends in `/` where it is a folder. */
  readonly name: string;
  /** Of the packed data in the source; of the bytes themselves where they are stored as they are. */
  readonly offset: number;
  /** Unpacked, in bytes, as both directories say. */
  readonly size: number;
  /** Whether the bytes lie in the source as they are, so that `open` is a slice of it. */
  readonly stored: boolean;
  /**
   * The unpacked bytes. Those of a packed entry have been verified; the checksum of a stored one is
   * verified when the file's bytes go by (`ByteSource.expect`).
   *
   * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `LIMIT_EXCEEDED`
   */
  readonly open: () => ByteSource;
}
