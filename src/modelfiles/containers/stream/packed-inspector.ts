import { CredenceError } from '../../../core/error.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Format } from '../../format.ts';
import type { Inspect, Member, Problem } from '../../inspection.ts';
import { problem, problemOfError } from '../../problem.ts';
import type { Sink } from '../../sources/scratch.ts';
import { unpackStream } from './unpack.ts';

/**
 * Unpacks the one packed stream that a source begins with, and verifies whatever it says of itself.
 *
 * @returns offset of the first byte behind the stream
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `DATA_UNSUPPORTED`, and whatever the sink throws
 */
export type Decode = (source: ByteSource, sink: Sink) => number;

/** Extensions that packing adds to a name. */
const PACKED_EXTENSION = /\.(?:gz|tgz|z|zlib|bz2|xz|lzma|lz4|zst)$/i;

/**
 * Inspects a packed file: what it holds is one file within. Nothing may follow the stream, since
 * some readers go on there and others do not. Where it breaks off, what came before is still looked
 * at: a loader that unpacks while it loads has run that far.
 */
export function packedInspector(format: Format, decode: Decode): Inspect {
  return (source, context) => {
    const problems: Problem[] = [];
    let broken: unknown;
    const unpacked = unpackStream(
      {
        packedLength: source.length,
        unpack: (sink) => {
          try {
            const end = decode(source, sink);
            if (end < source.length) problems.push(trailing(format, end, source.length));
          } catch (error) {
            broken = error;
          }
        },
      },
      context,
    );
    if (broken !== undefined) problems.push(problemOfError(format, broken));
    const givenUp = broken instanceof CredenceError && broken.code === 'LIMIT_EXCEEDED';
    const member: Member = {
      name: context.name.replace(PACKED_EXTENSION, ''),
      offset: null,
      open: () => unpacked,
    };
    const members = givenUp || unpacked.length === 0 ? [] : [member];
    if (broken === undefined && unpacked.length === 0) problems.push(nothing(format));
    return { problems, program: null, members };
  };
}

function trailing(format: Format, end: number, length: number): Problem {
  return problem('fail', {
    rule: `${format}.trailing-bytes`,
    severity: 'high',
    offset: end,
    length: length - end,
    summary: `${length - end} bytes follow the packed stream; some readers unpack them too, others stop.`,
    action: 'Have its publisher pack the file anew, as one stream.',
  });
}

function nothing(format: Format): Problem {
  return problem('inconclusive', {
    rule: `${format}.empty`,
    summary: 'The packed stream holds nothing.',
    action: 'Give a file with something in it; nothing was there to be looked at.',
  });
}
