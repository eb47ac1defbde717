import { type Digest, DigestStream } from '../core/digest.ts';
import { visibleText } from '../core/visible-text.ts';
import type { ByteSource, ExpectedChecksum } from './byte-source.ts';
import { failureProblem } from './failure-problem.ts';
import type { Format } from './format.ts';
import { inspectContent } from './inspect-content.ts';
import type { Companion, Inspection, InspectionContext, Member, Problem } from './inspection.ts';
import { problem } from './problem.ts';
import { type PlacedMember, secondReadings } from './second-readings.ts';
import { failedChecksums } from './sources/whole-pass.ts';

/** A file with everything within it, inspected but not yet judged. */
export interface InspectedFile {
  readonly name: string;
  readonly bytes: number;
  /**
   * Of the bytes by themselves. `null` for a member that nothing is told of, which the digest of the
   * whole file covers: hashing tensors twice would take twice as long.
   */
  readonly digest: Digest | null;
  readonly format: Format;
  readonly problems: readonly Problem[];
  readonly program: string | null;
  readonly members: readonly InspectedFile[];
  readonly companions: readonly Companion[];
}

const CHUNK_BYTES = 2 ** 20;

/**
 * Inspects a source by its content, and everything within it in turn. Whatever goes wrong becomes a
 * problem of the file at hand; its neighbours are still looked at.
 *
 * @param depth archives around this one
 */
export async function inspectTree(
  source: ByteSource,
  context: InspectionContext,
  depth = 0,
): Promise<InspectedFile> {
  const { format, inspection } = inspectContent(source, context);
  const problems = [...inspection.problems];
  const members: InspectedFile[] = [];
  if (inspection.members.length > 0 && depth >= context.budget.limits.depth) {
    problems.push(depthProblem(depth));
  } else {
    for (const member of inspection.members) {
      members.push(await inspectMember(member, context, depth + 1));
    }
  }
  try {
    const placed = placedMembers(inspection, members);
    if (format !== null) problems.push(...secondReadings(source, format, placed));
  } catch (error) {
    problems.push(failureProblem('scan', error));
  }
  return {
    name: context.name,
    bytes: source.length,
    digest: null,
    format: format ?? 'unknown',
    problems,
    program: inspection.program,
    members,
    companions: inspection.companions ?? [],
  };
}

/** Members that lie in the file as they are, with what was found in them. */
function placedMembers(
  { members }: Inspection,
  inspected: readonly InspectedFile[],
): readonly PlacedMember[] {
  return inspected.flatMap(({ format }, index) => {
    const { offset, length } = members[index] ?? {};
    if (typeof offset !== 'number' || length === undefined) return [];
    return [{ offset, length, format }];
  });
}

async function inspectMember(
  member: Member,
  context: InspectionContext,
  depth: number,
): Promise<InspectedFile> {
  const { scratch, budget } = context;
  const mark = scratch.mark;
  try {
    const source = member.open();
    const file = await inspectTree(source, { ...context, name: member.name }, depth);
    const problems = [...file.problems];
    for (const unpacked of scratch.since(mark)) {
      if (unpacked.checksums.length === 0) continue;
      problems.push(...(await failedChecksums(unpacked, budget)).map(checksumProblem));
    }
    const telling = file.program !== null || problems.some(({ decision }) => decision !== 'note');
    return { ...file, problems, digest: telling ? digestOfSource(source, context) : null };
  } catch (error) {
    return unseenFile(member.name, failureProblem('member', error));
  } finally {
    scratch.release(mark);
  }
}

/** A member whose bytes are not those that the archive announces. */
export function checksumProblem({ name, offset, length }: ExpectedChecksum): Problem {
  return problem('fail', {
    rule: 'zip.checksum',
    severity: 'high',
    offset,
    length,
    summary: `"${visibleText(name.slice(0, 200))}" does not have the checksum that the archive gives.`,
    action: 'Fetch the file again, or have its publisher pack it anew; some readers do not check.',
  });
}

function digestOfSource(source: ByteSource, { budget }: InspectionContext): Digest {
  const digest = new DigestStream();
  for (let at = 0; at < source.length; at += CHUNK_BYTES) {
    digest.update(source.read(at, Math.min(CHUNK_BYTES, source.length - at)));
    budget.spendTime();
  }
  return digest.finish();
}

/** A file of which nothing could be seen, and why. */
export function unseenFile(name: string, found: Problem): InspectedFile {
  return {
    name,
    bytes: 0,
    digest: null,
    format: 'unknown',
    problems: [found],
    program: null,
    members: [],
    companions: [],
  };
}

function depthProblem(depth: number): Problem {
  return problem('inconclusive', {
    rule: 'scan.too-deep',
    summary: `Archives lie within archives, and what is in the ${depth + 1}th was not looked at.`,
    action: 'Unpack the outer archives and scan what is in them.',
  });
}
