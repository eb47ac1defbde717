import type { ByteSource } from './byte-source.ts';
import { nameProblems } from './expected-formats.ts';
import { failureProblem } from './failure-problem.ts';
import type { Format } from './format.ts';
import { ProblemList } from './formats/problem-list.ts';
import type { Inspection, InspectionContext, Problem } from './inspection.ts';
import { INSPECTORS } from './inspectors.ts';
import { problem } from './problem.ts';
import { sniff } from './sniff.ts';

export interface InspectedContent {
  /** `null` where looking for it went wrong. */
  readonly format: Format | null;
  readonly inspection: Inspection;
}

/**
 * What a source is, and what its format's reader says of it. Whatever goes wrong is a problem among the others.
 */
export function inspectContent(source: ByteSource, context: InspectionContext): InspectedContent {
  const problems = new ProblemList();
  let format: Format | null = null;
  let inspection: Inspection | undefined;
  try {
    format = sniff(source, context);
    const inspect = INSPECTORS[format];
    if (inspect === undefined) problems.push([unread(format)]);
    else inspection = inspect(source, context);
    problems.push(inspection?.problems ?? []);
    problems.push(nameProblems(context.name, format));
  } catch (error) {
    problems.push([failureProblem('scan', error)]);
  }
  const nothing: Inspection = { problems: [], program: null, members: [] };
  return { format, inspection: { ...(inspection ?? nothing), problems: problems.list() } };
}

function unread(format: Format): Problem {
  const known = format !== 'unknown';
  return problem('inconclusive', {
    rule: known ? 'scan.unsupported-format' : 'scan.unknown-format',
    summary: known
      ? `The content is ${format}, which is not looked into.`
      : 'What the content is cannot be told.',
    action:
      'Have its publisher convert it to a format that can be read whole, such as safetensors.',
  });
}
