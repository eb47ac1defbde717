import { failureProblem } from './failure-problem.ts';
import { checksumProblem, type InspectedFile, inspectTree } from './inspect-tree.ts';
import type { InspectionContext } from './inspection.ts';
import { Budget } from './limits.ts';
import type { SettledScan } from './scan-settings.ts';
import { FileSource } from './sources/file-source.ts';
import { hashAside } from './sources/hash-thread.ts';
import { Scratch } from './sources/scratch.ts';
import { passOver, type WholeSource } from './sources/whole-pass.ts';

/**
 * Inspects a file and everything within it, and goes once over all of its bytes: for its digest, and
 * for the checksums of what it stores.
 *
 * @param name path to report
 */
export async function inspectWhole(
  source: WholeSource,
  name: string,
  { policy, limits, baseTemplate, explains, threads, signal }: SettledScan,
): Promise<InspectedFile> {
  const scratch = new Scratch();
  const budget = new Budget(limits, signal);
  const context: InspectionContext = { policy, budget, scratch, name, baseTemplate, explains };
  const hashing = threads && source instanceof FileSource ? hashAside(source) : null;
  try {
    const file = await inspectTree(source, context);
    try {
      const { digest, failedChecksums } = await passOver(source, budget, hashing);
      return {
        ...file,
        digest,
        problems: [...file.problems, ...failedChecksums.map(checksumProblem)],
      };
    } catch (error) {
      return { ...file, problems: [...file.problems, failureProblem('scan', error)] };
    }
  } finally {
    await hashing?.stop();
    scratch.release();
  }
}
