import type { ByteSource } from '../../byte-source.ts';
import type { Inspection, InspectionContext } from '../../inspection.ts';
import { ByteView } from '../byte-view.ts';
import { judgeKerasText } from '../keras/judge-config.ts';
import { ProblemList } from '../problem-list.ts';
import type { Message } from '../protobuf/message.ts';
import { onlyFields, type TopLevel } from '../protobuf/top-level.ts';
import { walkMessages } from '../protobuf/walk-messages.ts';
import { GraphCollector } from './graph-collector.ts';
import { GRAPH_MESSAGES } from './graph-messages.ts';
import { judgeGraph } from './judge-graph.ts';

/** Whether the outermost fields are those of a `SavedModel`. */
export function looksLikeSavedModel({ fields }: TopLevel): boolean {
  return fields.has('2:2') && onlyFields(fields, ['1:0', '2:2']);
}

/** Whether the outermost fields are those of a `GraphDef` with its version, and the first node has an operator. */
export function looksLikeGraph({ fields, firstOfOne, secondText }: TopLevel): boolean {
  return (
    (fields.has('4:2') || fields.has('3:0')) &&
    onlyFields(fields, ['1:2', '2:2', '3:0', '4:2', '5:2']) &&
    firstOfOne.has('1:2') &&
    /^[A-Za-z_][\w.>/-]*$/.test(secondText) &&
    onlyFields(firstOfOne, ['1:2', '2:2', '3:2', '4:2', '5:2', '6:2', '7:2'])
  );
}

/** Whether the outermost fields are those of a `MetaGraphDef`, as `.meta` files beside a checkpoint. */
export function looksLikeMetaGraph({ fields, firstOfOne }: TopLevel): boolean {
  return (
    (fields.has('3:2') || fields.has('7:2')) &&
    onlyFields(fields, ['1:2', '2:2', '3:2', '4:2', '5:2', '6:2', '7:2']) &&
    firstOfOne.has('5:2') &&
    onlyFields(firstOfOne, ['1:2', '2:2', '3:2', '4:2', '5:2', '6:2', '7:0', '8:2'])
  );
}

/**
 * A TensorFlow SavedModel (`saved_model.pb`): every message walked, every operator of every graph
 * and function judged by what it can do, and the Keras configuration that older versions keep here.
 */
export function inspectSavedModel(source: ByteSource, context: InspectionContext): Inspection {
  return inspectGraphs(source, context, { root: 'SavedModel', graph: 'MetaGraphDef' });
}

/** A lone `MetaGraphDef`: the graph of a checkpoint of TensorFlow 1. */
export function inspectMetaGraph(source: ByteSource, context: InspectionContext): Inspection {
  return inspectGraphs(source, context, { root: 'MetaGraphDef', graph: 'MetaGraphDef' });
}

/** A lone `GraphDef`, as frozen graphs are kept. */
export function inspectGraph(source: ByteSource, context: InspectionContext): Inspection {
  return inspectGraphs(source, context, { root: 'GraphDef', graph: 'GraphDef' });
}

function inspectGraphs(
  source: ByteSource,
  context: InspectionContext,
  { root, graph }: { readonly root: string; readonly graph: string },
): Inspection {
  const problems = new ProblemList();
  const graphs: GraphCollector[] = [];
  const visit = (message: Message): void => {
    if (message.name === graph) graphs.push(new GraphCollector(problems));
    graphs.at(-1)?.visit(message);
    if (message.name === 'SavedUserObject') judgeKerasMetadata(message, problems);
  };
  problems.attempt('tensorflow', () => {
    walkMessages({
      view: new ByteView(source),
      schema: GRAPH_MESSAGES,
      root,
      range: { start: 0, end: source.length },
      budget: context.budget,
      problems,
      visit,
    });
  });
  for (const collected of graphs) judgeGraph(collected, problems);
  return { problems: problems.list(), program: null, members: [] };
}

/** TensorFlow 2.0 to 2.4 kept Keras layers as JSON in the object graph, and reads them still. */
function judgeKerasMetadata(message: Message, problems: ProblemList): void {
  const [range] = message.ranges('metadata');
  if (range === undefined || range.start === range.end) return;
  if (!message.text('identifier').startsWith('_tf_keras')) return;
  judgeKerasText(message.textAt(range), { offset: range.start, problems });
}
