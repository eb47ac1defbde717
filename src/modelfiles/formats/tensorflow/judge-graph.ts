import { visibleText } from '../../../core/visible-text.ts';
import { escapeOf } from '../contained-path.ts';
import type { ProblemList } from '../problem-list.ts';
import type { Range } from '../protobuf/message.ts';
import {
  CHECKPOINT_OPERATORS,
  deedOf,
  PRINTED_TO,
  VOCABULARY_OPERATORS,
} from './capable-operators.ts';
import { type GraphNode, reachedFrom } from './graph-bodies.ts';
import type { GraphCollector } from './graph-collector.ts';
import { ORDINARY_OPERATORS } from './ordinary-operators.ts';

/** Operators of one name: where the first stands, and how many there are. */
interface Use {
  readonly range: Range;
  count: number;
}

/** Judges the operators of one meta graph by what they can do, wherever they stand. */
export function judgeGraph(graph: GraphCollector, problems: ProblemList): void {
  const uses = usesOf(graph);
  for (const [operator, use] of uses) {
    const deed = deedOf(operator);
    if (deed !== null) addCapable(problems, use, { operator, deed });
    else if (!isExplained(operator, graph)) addUnknown(problems, use, operator);
  }
  judgeCheckpoints(graph, problems);
  judgeVocabulary(graph, uses, problems);
  judgePrinting(graph, problems);
  judgeAssets(graph, problems);
}

function usesOf(graph: GraphCollector): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>();
  for (const body of [graph.main, ...graph.functions.values()]) {
    for (const { operator, range } of body.values()) {
      const use = uses.get(operator) ?? { range, count: 0 };
      use.count++;
      uses.set(operator, use);
    }
  }
  return uses;
}

function isExplained(operator: string, graph: GraphCollector): boolean {
  return (
    ORDINARY_OPERATORS.has(operator) ||
    CHECKPOINT_OPERATORS.has(operator) ||
    VOCABULARY_OPERATORS.has(operator) ||
    operator === 'PrintV2' ||
    graph.functions.has(operator)
  );
}

function addCapable(
  problems: ProblemList,
  use: Use,
  { operator, deed }: { readonly operator: string; readonly deed: string },
): void {
  problems.add('fail', {
    rule: 'tensorflow.forbidden-operator',
    ...placeOf(use.range),
    summary: `It uses ${operator} (${use.count}×), which ${deed}.`,
    action: 'Refuse the file, or have its publisher export the model without this operator.',
  });
}

function addUnknown(problems: ProblemList, use: Use, operator: string): void {
  problems.add('held', {
    rule: 'tensorflow.custom-operator',
    ...placeOf(use.range),
    summary: `It uses ${visibleText(operator)} (${use.count}×), which is no ordinary operator of TensorFlow.`,
    action:
      'Find out which library defines it and what it does, and approve this file by its digest.',
  });
}

/** Checkpoint operators take any path; they are in order only where saving and restoring asks for them. */
function judgeCheckpoints(graph: GraphCollector, problems: ProblemList): void {
  const all = [graph.main, ...graph.functions.values()].flatMap((body) =>
    checkpointNodes(body.values()),
  );
  if (all.length === 0) return;
  const used = new Set(
    reachedFrom(graph, { nodes: graph.entries, functions: graph.entryFunctions }).map(
      ({ node }) => node,
    ),
  );
  const saving = new Set(
    reachedFrom(graph, { nodes: graph.savers, functions: [] }).map(({ node }) => node),
  );
  for (const node of all) {
    if (used.has(node)) {
      problems.add('fail', {
        rule: 'tensorflow.forbidden-operator',
        ...placeOf(node.range),
        summary: `Using the model runs ${node.operator}, which reads or writes any file that it is given.`,
        action: 'Refuse the file: only saving and restoring a model needs this operator.',
      });
    } else if (!saving.has(node)) {
      problems.add('held', {
        rule: 'tensorflow.loose-checkpoint-operator',
        ...placeOf(node.range),
        summary: `It holds ${node.operator}, which reads or writes any file, outside its own saving and restoring.`,
        action:
          'Have its publisher export the graph for inference alone, or approve it by its digest.',
      });
    }
  }
}

function checkpointNodes(nodes: Iterable<GraphNode>): GraphNode[] {
  return [...nodes].filter(({ operator }) => CHECKPOINT_OPERATORS.has(operator));
}

function judgeVocabulary(
  graph: GraphCollector,
  uses: ReadonlyMap<string, Use>,
  problems: ProblemList,
): void {
  for (const operator of VOCABULARY_OPERATORS) {
    const use = uses.get(operator);
    if (use === undefined || (graph.assets.length > 0 && graph.paths.size === 0)) continue;
    const [path] = graph.paths;
    problems.add('held', {
      rule: 'tensorflow.vocabulary-file',
      ...placeOf(use.range),
      summary:
        path === undefined
          ? `It uses ${operator}, which reads a file that is none of its assets.`
          : `It uses ${operator}, which reads a file, and holds the path "${visibleText(path)}".`,
      action: 'Find out which file it reads, and approve this file by its digest.',
    });
  }
}

function judgePrinting(graph: GraphCollector, problems: ProblemList): void {
  for (const { stream, range } of graph.printed) {
    if (PRINTED_TO.has(stream)) continue;
    problems.add('fail', {
      rule: 'tensorflow.forbidden-operator',
      ...placeOf(range),
      summary: `It uses PrintV2, which writes to "${visibleText(stream)}".`,
      action: 'Refuse the file, or have its publisher export the model without this operator.',
    });
  }
}

function judgeAssets(graph: GraphCollector, problems: ProblemList): void {
  for (const asset of graph.assets) {
    const leaving = escapeOf(asset);
    if (leaving === null) continue;
    problems.add('fail', {
      rule: 'tensorflow.asset-path',
      summary: `It reads the asset "${visibleText(asset)}", whose path ${leaving}.`,
      action: 'Refuse the file: loading it reads a file outside the model folder.',
    });
  }
}

function placeOf({ start, end }: Range): { readonly offset: number; readonly length: number } {
  return { offset: start, length: end - start };
}
