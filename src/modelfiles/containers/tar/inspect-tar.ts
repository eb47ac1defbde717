import type { ByteSource } from '../../byte-source.ts';
import { ProblemList } from '../../formats/problem-list.ts';
import type { Inspection, InspectionContext, Member } from '../../inspection.ts';
import { nameFaults } from '../member-names.ts';
import { TarReader } from './read-tar.ts';

/** A tar archive: every file in it is judged by its own content. */
export function inspectTar(source: ByteSource, { budget }: InspectionContext): Inspection {
  const problems = new ProblemList();
  const reader = new TarReader(source, budget);
  const whole = problems.attempt('tar', () => reader.read());
  problems.push(reader.problems);
  const named = reader.entries.map(({ name, headerOffset }) => ({ name, offset: headerOffset }));
  problems.push(nameFaults('tar', named));
  const members: readonly Member[] = reader.entries
    .filter(({ name }) => !name.endsWith('/'))
    .map(({ name, offset, size }) => ({
      name,
      offset,
      length: size,
      open: () => source.slice(offset, size),
    }));
  if (whole && members.length === 0 && reader.problems.length === 0) {
    problems.add('inconclusive', {
      rule: 'tar.empty',
      summary: 'The archive holds no file.',
      action: 'Give an archive with something in it; nothing was there to be looked at.',
    });
  }
  return { problems: problems.list(), program: null, members };
}
