import { CredenceError } from '../../../core/error.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Inspection, InspectionContext } from '../../inspection.ts';
import type { Budget } from '../../limits.ts';
import { ByteView } from '../byte-view.ts';
import { maskedCrc32c, maskedCrc32cOf } from '../crc32c.ts';
import { ProblemList } from '../problem-list.ts';
import type { MessageSchema } from '../protobuf/message-schema.ts';
import { onlyFields, topLevelOf } from '../protobuf/top-level.ts';
import { walkMessages } from '../protobuf/walk-messages.ts';
import { EVENT_MESSAGES } from './event-messages.ts';

/** Length and checksum before a record's bytes, and the checksum behind them. */
const HEAD = 12;
const TAIL = 4;

/** `example.proto` of TensorFlow 2.21: the records of a dataset. */
const EXAMPLES: MessageSchema = {
  SequenceExample: ['1 context Features, 2 feature_lists FeatureLists'],
  Features: ['1* feature FeatureEntry'],
  FeatureEntry: ['1 key string, 2 value Feature'],
  FeatureLists: ['1* feature_list FeatureListEntry'],
  FeatureListEntry: ['1 key string, 2 value FeatureList'],
  FeatureList: ['1* feature Feature'],
  Feature: ['1 bytes_list BytesList, 2 float_list FloatList, 3 int64_list IntegerList'],
  BytesList: ['1* value bytes'],
  FloatList: ['1* value f4'],
  IntegerList: ['1* value int'],
};

/** Whether the first record's length has the checksum that TFRecord files give it. */
export function looksLikeRecords(view: ByteView): boolean {
  if (view.length < HEAD + TAIL) return false;
  return maskedCrc32c(view.bytes(0, 8)) === view.u32(8);
}

/**
 * A TFRecord file: events of TensorBoard (charts and texts for people; the graphs among them are
 * drawn and never run), or examples of a dataset. Other records are not read.
 */
export function inspectRecords(source: ByteSource, context: InspectionContext): Inspection {
  const problems = new ProblemList();
  const view = new ByteView(source);
  problems.attempt('records', () => {
    let kind: RecordKind | null = null;
    for (let at = 0; at < view.length; ) {
      const length = view.u64(at);
      const start = at + HEAD;
      if (maskedCrc32c(view.bytes(at, 8)) !== view.u32(at + 8)) throw broken(at);
      const record = source.slice(start, length);
      if (maskedCrc32cOf(record) !== view.u32(start + length)) throw broken(start);
      kind ??= kindOf(record, start, context.budget);
      context.budget.spendTime();
      walkMessages({
        view,
        ...kind,
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

interface RecordKind {
  readonly schema: MessageSchema;
  readonly root: string;
}

/** Of the first record. Events have a time as eight fixed bytes; an example is the same as a sequence without its lists. */
function kindOf(record: ByteSource, byte: number, budget: Budget): RecordKind {
  const fields = topLevelOf(new ByteView(record), budget)?.fields ?? new Set<string>();
  if (fields.has('1:1') || fields.has('3:2')) return { schema: EVENT_MESSAGES, root: 'Event' };
  if (record.length === 0 || onlyFields(fields, ['1:2', '2:2'])) {
    return { schema: EXAMPLES, root: 'SequenceExample' };
  }
  throw new CredenceError('DATA_UNSUPPORTED', 'Its records are neither events nor examples', {
    at: { byte },
  });
}

function broken(byte: number): CredenceError {
  return new CredenceError('DATA_MALFORMED', 'The checksum of a record does not hold', {
    at: { byte },
  });
}
