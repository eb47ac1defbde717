import type { Severity } from '../../../findings/finding.ts';
import type { Problem } from '../../inspection.ts';
import { problem } from '../../problem.ts';

const REPACK =
  'Have its publisher pack the archive anew with a current tool; readers disagree on what this one holds.';

/** Where in the archive. */
export interface Place {
  readonly offset: number;
  readonly length?: number;
}

/** Something in a zip archive that readers take in different ways, or that hides bytes from some. */
export function zipRefusal(
  fact: string,
  place: Place,
  { summary, severity = 'high' }: { readonly summary: string; readonly severity?: Severity },
): Problem {
  return problem('fail', { rule: `zip.${fact}`, ...place, summary, severity, action: REPACK });
}
