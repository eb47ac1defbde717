import { CredenceError } from '../../../core/error.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Inspection, InspectionContext } from '../../inspection.ts';
import { ByteView } from '../byte-view.ts';
import { maskedCrc32c } from '../crc32c.ts';
import { ProblemList } from '../problem-list.ts';
import { walkMessages } from '../protobuf/walk-messages.ts';
import { EVENT_MESSAGES } from './event-messages.ts';

/** Length and checksum before a record's bytes, and the checksum behind them. */
const HEAD = 12;
const TAIL = 4;

/** Whether the first record's length has the checksum that TFRecord files give it. */
export function looksLikeRecords(view: ByteView): boolean {
  if (view.length < HEAD + TAIL) return false;
  return maskedCrc32c(view.bytes(0, 8)) === view.u32(8);
}

/**
 * A TensorBoard event file: TFRecords that hold an `Event` each. Charts and texts for people; the
 * graphs among them are drawn and never run.
 */
export function inspectEventFile(source: ByteSource, context: InspectionContext): Inspection {
  const problems = new ProblemList();
  const view = new ByteView(source);
  problems.attempt('event-file', () => {
    for (let at = 0; at < view.length; ) {
      const length = view.u64(at);
      const start = at + HEAD;
      if (maskedCrc32c(view.bytes(at, 8)) !== view.u32(at + 8)) throw broken(at);
      if (maskedCrc32c(view.bytes(start, length)) !== view.u32(start + length)) throw broken(start);
      walkMessages({
        view,
        schema: EVENT_MESSAGES,
        root: 'Event',
        range: { start, end: start + length },
        budget: context.budget,
        problems,
        visit: () => undefined,
      });
      at = start + length + TAIL;
    }
  });
  return { problems: problems.list(), program: null, members: [] };
}

function broken(byte: number): CredenceError {
  return new CredenceError('DATA_MALFORMED', 'The checksum of a record does not hold', {
    at: { byte },
  });
}
