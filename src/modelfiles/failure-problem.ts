import { CredenceError } from '../core/error.ts';
import { visibleText } from '../core/visible-text.ts';
import type { Problem } from './inspection.ts';
import { problem, problemOfError } from './problem.ts';

/**
 * Whatever ended the look at a file, as a problem of that file. A fault of this program is no
 * verdict on the file, and never lets it pass.
 *
 * @param room of the rule's id
 * @throws the error itself where somebody wants the scan to end
 */
export function failureProblem(room: string, error: unknown): Problem {
  const ours = error instanceof CredenceError;
  if (ours && error.code === 'CANCELLED') throw error;
  if (ours && error.code !== 'INTERNAL') return problemOfError(room, error);
  const what = error instanceof Error ? error.message : String(error);
  return problem('inconclusive', {
    rule: 'scan.internal-error',
    summary: `Credence failed on this file: ${visibleText(what)}.`,
    action: 'Report this with the file or its digest; until it is mended, do not load the file.',
  });
}
