import type { ModelFileReport } from '../findings/model-file-report.ts';
import { fileReport } from './file-report.ts';
import { inspectWhole } from './inspect-whole.ts';
import { Budget, DEFAULT_LIMITS, type Limits } from './limits.ts';
import { builtInPolicy } from './policy/built-in-policy.ts';
import type { Policy } from './policy/policy.ts';
import { MemorySource } from './sources/memory-source.ts';
import { openFileSource } from './sources/open-file.ts';

export interface ScanModelFileOptions {
  /**
   * What programs in the file may name and do: a policy that was read, or the name of one that comes
   * with the program. `data-only` unless given.
   */
  readonly policy?: Policy | string;
  /** What looking at the file may cost; what is left out is as in `DEFAULT_LIMITS`. */
  readonly limits?: Partial<Limits>;
  /** Path to report, where the file is given as bytes; plain texts are judged by it, too. */
  readonly name?: string;
  /** Chat template that those in the file are compared with. */
  readonly baseTemplate?: string | null;
}

/**
 * Judges one model file, and everything within it, without running any of it. The content decides
 * what it is, never the name. It passes only where each of its bytes has been explained and each
 * thing that loading it would do is allowed by the policy.
 *
 * @param input the bytes, which are left as they are, or the path of a file
 * @returns a report bound to the file's SHA-256. Whatever is wrong with the content is in it: only
 *   a file that cannot be opened is an error
 * @throws CredenceError `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `CONFIG_INVALID` for an unknown policy
 */
export async function scanModelFile(
  input: Uint8Array | string,
  { policy: chosen = 'data-only', limits, name, baseTemplate }: ScanModelFileOptions = {},
): Promise<ModelFileReport> {
  const policy = typeof chosen === 'string' ? builtInPolicy(chosen) : chosen;
  const path = name ?? (typeof input === 'string' ? input : '');
  const context = {
    policy,
    budget: new Budget({ ...DEFAULT_LIMITS, ...limits }),
    name: path,
    baseTemplate: baseTemplate ?? null,
  };
  if (typeof input !== 'string') {
    const file = await inspectWhole(new MemorySource(input), context);
    return fileReport(file, { policy, around: [], trail: [] });
  }
  const source = openFileSource(input);
  try {
    const file = await inspectWhole(source, context);
    return fileReport(file, { policy, around: [], trail: [] });
  } finally {
    source.close();
  }
}
