import type { FileSource } from './object-store.ts';

/** A file to be read, with its place in the caller's order. */
export interface PlacedFile {
  readonly file: FileSource;
  readonly at: number;
  /** As far as known before it is opened. */
  readonly size: number;
}

const JOB_BYTES = 8 * 1024 * 1024;
const JOB_FILES = 256;

/**
 * Splits files into jobs for threads: the largest alone and first, so that none starts last and keeps
 * the others waiting; small ones together.
 */
export function largestFirst(files: readonly PlacedFile[]): PlacedFile[][] {
  const jobs: PlacedFile[][] = [];
  let job: PlacedFile[] = [];
  let bytes = 0;
  for (const file of files.toSorted((one, other) => other.size - one.size)) {
    if (job.length >= JOB_FILES || (job.length > 0 && bytes + file.size > JOB_BYTES)) {
      jobs.push(job);
      job = [];
      bytes = 0;
    }
    job.push(file);
    bytes += file.size;
  }
  if (job.length > 0) jobs.push(job);
  return jobs;
}
