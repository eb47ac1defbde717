import { failureProblem } from './failure-problem.ts';
import { checksumProblem, type InspectedFile, inspectTree } from './inspect-tree.ts';
import type { InspectionContext } from './inspection.ts';
import { Scratch } from './sources/scratch.ts';
import { passOver, type WholeSource } from './sources/whole-pass.ts';

/**
 * Inspects a file and everything within it, and goes once over all of its bytes: for its digest, and
 * for the checksums of what it stores.
 */
export async function inspectWhole(
  source: WholeSource,
  given: Omit<InspectionContext, 'scratch'>,
): Promise<InspectedFile> {
  const scratch = new Scratch();
  try {
    const file = await inspectTree(source, { ...given, scratch });
    try {
      const { digest, failedChecksums } = await passOver(source, given.budget);
      return {
        ...file,
        digest,
        problems: [...file.problems, ...failedChecksums.map(checksumProblem)],
      };
    } catch (error) {
      return { ...file, problems: [...file.problems, failureProblem('scan', error)] };
    }
  } finally {
    scratch.release();
  }
}
