import type { Readable } from 'node:stream';
import { CredenceError } from '../core/error.ts';
import type { ModelFileReport, ModelScanReport } from '../findings/model-file-report.ts';
import { program } from '../findings/program.ts';
import { failureProblem } from './failure-problem.ts';
import { fileReport } from './file-report.ts';
import { type InspectedFile, unseenFile } from './inspect-tree.ts';
import { inspectWhole } from './inspect-whole.ts';
import {
  explainCompanions,
  type InspectedPath,
  missingCompanions,
} from './paths/explain-companions.ts';
import { findModelFiles } from './paths/find-model-files.ts';
import type { FoundFile } from './paths/found-file.ts';
import { type ScanSettings, type SettledScan, settle } from './scan-settings.ts';
import { scanVerdict } from './scan-verdict.ts';
import { openFileSource } from './sources/open-file.ts';
import { spoolStream } from './sources/spool-stream.ts';

export interface ScanModelPathsOptions extends ScanSettings {
  /** What `-` among the paths stands for. */
  readonly input?: Readable | undefined;
  /** Told before each file: its path, how many have been scanned, and how many there are. */
  readonly progress?: ((path: string, done: number, all: number) => void) | undefined;
}

/** The path that stands for the stream. */
const STREAM = '-';
const STREAM_NAME = 'standard input';

/**
 * Scans model files: files, folders with everything below them, globs, folders of a Hugging Face
 * cache, and `-` for a stream. A file that cannot be read or scanned is inconclusive, and the others
 * are still scanned; so is a folder in which there is nothing.
 *
 * @throws CredenceError `CONFIG_INVALID` for an unknown policy, `FILE_NOT_FOUND` for a path under
 *   which there is nothing, `CANCELLED`
 */
export async function scanModelPaths(
  paths: readonly string[],
  options: ScanModelPathsOptions = {},
): Promise<ModelScanReport> {
  const started = new Date();
  const settled = settle(options);
  const found = findModelFiles(paths.filter((path) => path !== STREAM));
  const inspected = await inspectAll(found.files, settled, options);
  const companions = missingCompanions(inspected);
  inspected.push(...(await inspectAll(companions.files, settled, options)));
  const streams = paths.includes(STREAM) ? [await inspectStream(settled, options)] : [];
  const unscannable = [...found.unscannable, ...companions.unscannable].map(({ path, problem }) =>
    unseenFile(path, problem),
  );
  const files = [...streams, ...explainCompanions(inspected), ...unscannable]
    .map((file) => fileReport(file, settled.policy))
    .sort(byPath);
  return {
    schemaVersion: 1,
    ...scanVerdict(files),
    files,
    policy: { name: settled.policy.name, digest: settled.policy.digest },
    limits: found.passedOver,
    program: program(),
    started: started.toISOString(),
    seconds: (Date.now() - started.getTime()) / 1000,
  };
}

async function inspectAll(
  files: readonly FoundFile[],
  settled: SettledScan,
  { progress }: ScanModelPathsOptions,
): Promise<InspectedPath[]> {
  const inspected: InspectedPath[] = [];
  for (const [done, found] of files.entries()) {
    progress?.(found.path, done, files.length);
    if (settled.signal?.aborted === true) throw cancelled();
    inspected.push({ found, file: await inspectPath(found, settled) });
  }
  return inspected;
}

async function inspectPath(
  { path, real }: FoundFile,
  settled: SettledScan,
): Promise<InspectedFile> {
  try {
    const source = openFileSource(real);
    try {
      return await inspectWhole(source, path, settled);
    } finally {
      source.close();
    }
  } catch (error) {
    return unseenFile(path, failureProblem('scan', error));
  }
}

async function inspectStream(
  settled: SettledScan,
  { input }: ScanModelPathsOptions,
): Promise<InspectedFile> {
  if (input === undefined) {
    throw new CredenceError('USAGE', 'There is no stream to read from', { hint: 'Give a path.' });
  }
  try {
    const limit = settled.limits.unpackedBytes;
    const source = await spoolStream(input, { name: STREAM_NAME, limit });
    try {
      return await inspectWhole(source, STREAM_NAME, settled);
    } finally {
      source.close();
    }
  } catch (error) {
    return unseenFile(STREAM_NAME, failureProblem('scan', error));
  }
}

function byPath(a: ModelFileReport, b: ModelFileReport): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}

function cancelled(): CredenceError {
  return new CredenceError('CANCELLED', 'The scan was cancelled');
}
