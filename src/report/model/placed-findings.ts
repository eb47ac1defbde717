import type { ModelFileFinding, ModelFileReport } from '../../findings/model-file-report.ts';

/** A finding, and the members of archives that lead from a file to where it is. */
export interface PlacedFinding {
  readonly finding: ModelFileFinding;
  /** Names from the outermost in; empty where the finding is of the file itself. Hostile. */
  readonly trail: readonly string[];
  /** The file or member whose bytes the finding's offset counts. */
  readonly within: ModelFileReport;
}

/** The finding that gave a file its verdict; `null` for one that passed. */
export function decidingFinding(file: ModelFileReport): PlacedFinding | null {
  return decidingBelow(file, []);
}

function decidingBelow(within: ModelFileReport, trail: readonly string[]): PlacedFinding | null {
  const finding = within.findings.find(({ decision }) => decision === within.verdict);
  if (finding !== undefined) return { finding, trail, within };
  for (const member of within.members) {
    if (member.verdict !== within.verdict) continue;
    const found = decidingBelow(member, [...trail, member.path]);
    if (found !== null) return found;
  }
  return null;
}

/** Everything that stands in a file's report and in those of its members, in their order. */
export function placedFindings(file: ModelFileReport): readonly PlacedFinding[] {
  return findingsBelow(file, []);
}

function findingsBelow(
  within: ModelFileReport,
  trail: readonly string[],
): readonly PlacedFinding[] {
  return [
    ...within.findings.map((finding) => ({ finding, trail, within })),
    ...within.members.flatMap((member) => findingsBelow(member, [...trail, member.path])),
  ];
}

/** What a file and its members would run, each with the members that lead to it. */
export interface PlacedProgram {
  readonly text: string;
  readonly trail: readonly string[];
}

export function placedPrograms(file: ModelFileReport): readonly PlacedProgram[] {
  return programsBelow(file, []);
}

function programsBelow(
  within: ModelFileReport,
  trail: readonly string[],
): readonly PlacedProgram[] {
  const own = within.program === null ? [] : [{ text: within.program, trail }];
  const members = within.members.flatMap((member) =>
    programsBelow(member, [...trail, member.path]),
  );
  return [...own, ...members];
}
