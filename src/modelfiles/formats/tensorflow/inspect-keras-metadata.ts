import type { ByteSource } from '../../byte-source.ts';
import type { Inspection, InspectionContext } from '../../inspection.ts';
import { ByteView } from '../byte-view.ts';
import { judgeKerasText } from '../keras/judge-config.ts';
import { ProblemList } from '../problem-list.ts';
import type { Message } from '../protobuf/message.ts';
import type { MessageSchema } from '../protobuf/message-schema.ts';
import { onlyFields, type TopLevel } from '../protobuf/top-level.ts';
import { walkMessages } from '../protobuf/walk-messages.ts';

/** `saved_metadata.proto` of TF-Keras 2. */
const MESSAGES: MessageSchema = {
  SavedMetadata: ['1* nodes SavedObject'],
  SavedObject: [
    '2 node_id int, 3 node_path string, 4 identifier string, 5 metadata string',
    '6 version VersionDef',
  ],
  VersionDef: ['1 producer int, 2 min_consumer int, 3* bad_consumers int'],
};

/** Whether the outermost fields are those of `keras_metadata.pb`. */
export function looksLikeKerasMetadata({ fields, firstOfOne }: TopLevel): boolean {
  return (
    onlyFields(fields, ['1:2']) &&
    firstOfOne.has('4:2') &&
    firstOfOne.has('5:2') &&
    onlyFields(firstOfOne, ['2:0', '3:2', '4:2', '5:2', '6:2'])
  );
}

/** `keras_metadata.pb`: the layers of a SavedModel as JSON, which Keras makes objects of. */
export function inspectKerasMetadata(source: ByteSource, context: InspectionContext): Inspection {
  const problems = new ProblemList();
  const visit = (message: Message): void => {
    const [range] = message.ranges('metadata');
    if (message.name !== 'SavedObject' || range === undefined) return;
    judgeKerasText(message.textAt(range), { offset: range.start, problems });
  };
  problems.attempt('keras', () => {
    walkMessages({
      view: new ByteView(source),
      schema: MESSAGES,
      root: 'SavedMetadata',
      range: { start: 0, end: source.length },
      budget: context.budget,
      problems,
      visit,
    });
  });
  return { problems: problems.list(), program: null, members: [] };
}
