import { canonicalJson } from '../core/canonical-json.ts';
import { type Digest, digestOf } from '../core/digest.ts';
import { SEVERITIES } from '../findings/finding.ts';
import type { ModelFileFinding, ModelFileReport } from '../findings/model-file-report.ts';
import type { Verdict } from '../findings/verdict.ts';
import type { InspectedFile } from './inspect-tree.ts';
import type { Problem } from './inspection.ts';
import type { Policy } from './policy/policy.ts';
import { ruleReferences } from './rule-references.ts';

/** The strongest first: a file has the verdict of the worst thing in it. */
const BY_STRENGTH: readonly Problem['decision'][] = ['fail', 'inconclusive', 'held', 'note'];
/** The rule of a file in which nothing stands against it. */
const EXPLAINED = 'explained';

/** What approvals and fingerprints hang on, for a file within others. */
interface Surroundings {
  readonly policy: Policy;
  /** Digests of the files around this one, outermost first. */
  readonly around: readonly (Digest | null)[];
  /** Names of the members that lead to this one. */
  readonly trail: readonly string[];
}

/** The verdict on an inspected file: of its own problems and its members' verdicts, the worst. */
export function fileReport(file: InspectedFile, policy: Policy): ModelFileReport {
  return memberReport(file, { policy, around: [], trail: [] });
}

function memberReport(
  file: InspectedFile,
  { policy, around, trail }: Surroundings,
): ModelFileReport {
  const digests = [...around, file.digest];
  const approval = digests
    .map((digest) => (digest === null ? undefined : policy.approvedFiles.get(digest)))
    .find((found) => found !== undefined);
  const members = file.members.map((member) =>
    memberReport(member, { policy, around: digests, trail: [...trail, member.name] }),
  );
  const problems = file.problems
    .map((problem) => (approval === undefined ? problem : approved(problem, approval.reason)))
    .toSorted(strongestFirst);
  return {
    path: file.name,
    digest: file.digest,
    bytes: file.bytes,
    format: file.format,
    ...verdictOf(problems, members),
    findings: findingsOf(problems, { file: digests[0] ?? null, trail }),
    program: file.program,
    members,
  };
}

/** What a person may decide has been decided; nothing else is. */
function approved(problem: Problem, reason: string): Problem {
  if (problem.decision !== 'held') return problem;
  return {
    ...problem,
    decision: 'note',
    severity: 'info',
    suggestedAction: `Approved in the policy: ${reason}`,
  };
}

function strongestFirst(a: Problem, b: Problem): number {
  return (
    BY_STRENGTH.indexOf(a.decision) - BY_STRENGTH.indexOf(b.decision) ||
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
    (a.offset ?? -1) - (b.offset ?? -1)
  );
}

function verdictOf(
  problems: readonly Problem[],
  members: readonly ModelFileReport[],
): { readonly verdict: Verdict; readonly rule: string } {
  for (const decision of BY_STRENGTH) {
    if (decision === 'note') continue;
    const rule =
      problems.find((problem) => problem.decision === decision)?.rule ??
      members.find((member) => member.verdict === decision)?.rule;
    if (rule !== undefined) return { verdict: decision, rule };
  }
  return { verdict: 'pass', rule: EXPLAINED };
}

/** Fingerprints tell facts of one rule at one place apart by their order. */
function findingsOf(
  problems: readonly Problem[],
  where: { readonly file: Digest | null; readonly trail: readonly string[] },
): readonly ModelFileFinding[] {
  const counts = new Map<string, number>();
  return problems.map((problem) => {
    const { rule, offset } = problem;
    const place = `${rule} ${offset}`;
    const count = counts.get(place) ?? 0;
    counts.set(place, count + 1);
    const fingerprint = digestOf(canonicalJson({ ...where, rule, offset, count }));
    const start = 'sha256:'.length;
    return {
      id: `${rule.split('.')[0]}-${fingerprint.slice(start, start + 8)}`,
      fingerprint,
      ...problem,
      references: ruleReferences(rule),
    };
  });
}
