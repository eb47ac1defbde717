import type { ScanReport } from '../../../src/findings/scan-report.ts';

/** What comes back from one scan, as it crosses from the child process. */
export interface ScannedDataset {
  readonly report: ScanReport;
  /** By row in file order. */
  readonly risk: Float32Array;
  readonly flagged: Uint8Array;
  /** Ids of the findings that a row belongs to; rows without are absent. */
  readonly findings: ReadonlyMap<number, readonly string[]>;
}
