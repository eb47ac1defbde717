import type { ByteSource } from '../../byte-source.ts';
import { ProblemList } from '../../formats/problem-list.ts';
import type { Inspection, InspectionContext, Member } from '../../inspection.ts';
import { readZip } from './read-zip.ts';
import type { ZipEntry } from './zip-archive.ts';

/** A zip archive of no particular kind: every member is judged by its own content. */
export function inspectZip(source: ByteSource, context: InspectionContext): Inspection {
  const archive = readZip(source, context);
  const problems = new ProblemList();
  problems.push(archive.problems);
  const members = archive.entries.filter(({ name }) => !name.endsWith('/')).map(memberOf);
  if (archive.problems.length === 0 && members.length === 0) {
    problems.add('inconclusive', {
      rule: 'zip.empty',
      summary: 'The archive holds no file.',
      action: 'Give an archive with something in it; nothing was there to be looked at.',
    });
  }
  return { problems: problems.list(), program: null, members };
}

function memberOf({ name, offset, stored, size, open }: ZipEntry): Member {
  return { name, offset, length: stored ? size : undefined, open };
}
