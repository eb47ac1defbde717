import type { ByteSource } from '../../byte-source.ts';
import type { Inspection, InspectionContext, Member } from '../../inspection.ts';
import { ProblemList } from '../problem-list.ts';
import { readNpyHeader } from './npy-header.ts';

/**
 * A NumPy array: a header that is a plain literal, and data of exactly the length that shape and
 * type make. An array of objects holds a pickle instead, which is judged as one.
 */
export function inspectNpy(source: ByteSource, { name }: InspectionContext): Inspection {
  const problems = new ProblemList();
  const members: Member[] = [];
  problems.attempt('npy', () => {
    const { type, count, end } = readNpyHeader(source);
    if (type.hasObjects) {
      const objects = source.slice(end, source.length - end);
      members.push({ name: `${name}#objects`, offset: end, open: () => objects });
      return;
    }
    const there = source.length - end;
    const wanted = count * type.bytes;
    if (there !== wanted) {
      problems.add('fail', {
        rule: there < wanted ? 'npy.truncated' : 'npy.trailing-bytes',
        severity: 'high',
        offset: end + Math.min(there, wanted),
        summary: `The header describes ${wanted} bytes of data, and there are ${there}.`,
        action: 'Fetch the file again, or have its publisher write the array anew.',
      });
    }
  });
  return { problems: problems.list(), program: null, members };
}
