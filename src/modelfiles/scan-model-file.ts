import type { ModelFileReport } from '../findings/model-file-report.ts';
import { fileReport } from './file-report.ts';
import { inspectWhole } from './inspect-whole.ts';
import { type ScanSettings, settle } from './scan-settings.ts';
import { MemorySource } from './sources/memory-source.ts';
import { openFileSource } from './sources/open-file.ts';

export interface ScanModelFileOptions extends ScanSettings {
  /** Path to report; plain texts are judged by it, too. Left out: the path that was given. */
  readonly name?: string;
}

/**
 * Judges one model file, and everything within it, without running any of it. The content decides
 * what it is, never the name. It passes only where each of its bytes has been explained and each
 * thing that loading it would do is allowed by the policy.
 *
 * @param input the bytes, which are left as they are, or the path of a file
 * @returns a report bound to the file's SHA-256. Whatever is wrong with the content is in it: only
 *   a file that cannot be opened is an error
 * @throws CredenceError `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `CONFIG_INVALID` for an unknown policy,
 *   `CANCELLED`
 */
export async function scanModelFile(
  input: Uint8Array | string,
  options: ScanModelFileOptions = {},
): Promise<ModelFileReport> {
  const settled = settle(options);
  if (typeof input !== 'string') {
    const file = await inspectWhole(new MemorySource(input), options.name ?? '', settled);
    return fileReport(file, settled.policy);
  }
  const source = openFileSource(input);
  try {
    const file = await inspectWhole(source, options.name ?? input, settled);
    return fileReport(file, settled.policy);
  } finally {
    source.close();
  }
}
