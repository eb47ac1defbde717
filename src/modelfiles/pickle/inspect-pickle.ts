import type { ByteSource } from '../byte-source.ts';
import type { Inspect, Inspection, InspectionContext, Member, Problem } from '../inspection.ts';
import { problem } from '../problem.ts';
import { hex } from './decompile/decompile.ts';
import { type PickleStream, readPickleStream } from './pickle-stream.ts';

const MOST_STREAMS = 10_000;

/**
 * A file of one or more pickles, one behind the other, of protocols 0 to 5: plain ones, those of
 * dill and cloudpickle, and joblib's with arrays between the instructions. They must explain the
 * file to its last byte.
 */
export const inspectPickle: Inspect = (source, context) => inspectStreams(source, context);

function inspectStreams(source: ByteSource, context: InspectionContext): Inspection {
  const problems: Problem[] = [];
  const members: Member[] = [];
  const programs: string[] = [];
  let next: number | null = 0;
  let streams = 0;
  do {
    const stream: PickleStream = readPickleStream(source, context, {
      start: next,
      inlineData: true,
      storages: null,
    });
    const { run } = stream;
    if (next > 0 && stream.next === null) problems.push(trailingBytes(next, source.length));
    // Bytes that do nothing before they break off are no pickle at all.
    const isJunk = next > 0 && stream.next === null && run.symbols.entries.length === 0;
    if (!isJunk || run.end.kind === 'limit') problems.push(...stream.problems);
    if (!isJunk && stream.program !== null) programs.push(stream.program);
    members.push(...stream.members);
    next = stream.next;
    stream.release();
    streams++;
  } while (next !== null && next < source.length && streams < MOST_STREAMS);
  if (next !== null && next < source.length) problems.push(tooManyStreams(next));
  return { problems, program: programs.join('\n\n') || null, members };
}

function trailingBytes(offset: number, length: number): Problem {
  return problem('fail', {
    rule: 'pickle.trailing-bytes',
    severity: 'high',
    offset,
    length: length - offset,
    summary: `The pickle ends at ${hex(offset)}, and the ${length - offset} bytes behind it are no further one.`,
    action: 'Have its publisher write it anew, without bytes that no reader looks at.',
  });
}

function tooManyStreams(offset: number): Problem {
  return problem('inconclusive', {
    rule: 'pickle.limit',
    offset,
    summary: `The file holds more than ${MOST_STREAMS} pickles; those from ${hex(offset)} on were not looked at.`,
    action: 'Split the file, or have its publisher write one pickle.',
  });
}
