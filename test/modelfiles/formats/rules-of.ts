import type { Inspection, Problem } from '../../../src/modelfiles/inspection.ts';

/** Decisions and rules of problems, in short: `fail onnx.external-path`. */
export function rulesOf(problems: readonly Problem[] | Inspection): readonly string[] {
  const list = 'problems' in problems ? problems.problems : problems;
  return list.map(({ decision, rule }) => `${decision} ${rule}`);
}
