import { readSuite } from '../../behaviour/suites/read-suite.ts';
import { CredenceError } from '../../core/error.ts';

/**
 * `credence behave seal`: prints the line that seals a suite.
 *
 * @throws CredenceError `USAGE` where it is sealed already; what reading a suite throws
 */
export async function printSeal(path: string): Promise<void> {
  const { digest, sealed } = await readSuite(path);
  if (sealed)
    throw new CredenceError('USAGE', 'The suite is sealed already, and its seal is right.', {
      at: { file: path },
    });
  process.stdout.write(`seal: ${digest}\n`);
}
