import type { NodeId } from '../core/identifiers.ts';
import { visibleText } from '../core/visible-text.ts';
import type { Direction, EdgeRow } from '../registry/rows/edges.ts';
import type { Trace } from './trace.ts';
import type { TraceNode } from './trace-node.ts';

/** A trace as trees for people: first what something was made of, then what was made of it. */
export function traceText(trace: Trace): string {
  const known = new Map(trace.nodes.map((node) => [node.node, node]));
  return trace.roots
    .flatMap((root) => [
      titleOf(root, known),
      ...treeOf(root, { trace, known, direction: 'upstream' }),
      ...treeOf(root, { trace, known, direction: 'downstream' }),
    ])
    .join('\n');
}

interface Tree {
  readonly trace: Trace;
  readonly known: ReadonlyMap<NodeId, TraceNode>;
  readonly direction: Direction;
}

interface Branch {
  readonly node: NodeId;
  readonly kind: string;
  readonly depth: number;
}

/** Every node stands once with what follows from it; where it comes again it is named only. */
function treeOf(root: NodeId, { trace, known, direction }: Tree): readonly string[] {
  const forward = direction === 'downstream';
  const next = byNode(trace[direction], forward ? 'fromNode' : 'toNode');
  const branches = (node: NodeId, depth: number): Branch[] =>
    (next.get(node) ?? [])
      .map((edge) => ({ node: forward ? edge.toNode : edge.fromNode, kind: edge.kind, depth }))
      .reverse();
  const shown = new Set<NodeId>([root]);
  const lines: string[] = [];
  // A stack of our own: a chain may be longer than the machine's.
  const waiting = branches(root, 1);
  for (let branch = waiting.pop(); branch !== undefined; branch = waiting.pop()) {
    const { node, kind, depth } = branch;
    const again = shown.has(node);
    shown.add(node);
    const arrow = forward ? '→' : '←';
    const title = titleOf(node, known);
    lines.push(
      `${'  '.repeat(Math.min(depth, 40))}${arrow} ${kind}: ${title}${again ? ' (shown above)' : ''}`,
    );
    if (!again) waiting.push(...branches(node, depth + 1));
  }
  if (lines.length === 0) return [];
  return [forward ? '  what became of it:' : '  where it came from:', ...lines];
}

function byNode(
  edges: readonly EdgeRow[],
  near: 'fromNode' | 'toNode',
): ReadonlyMap<NodeId, readonly EdgeRow[]> {
  const steps = new Map<NodeId, EdgeRow[]>();
  for (const edge of edges) {
    const there = steps.get(edge[near]);
    if (there === undefined) steps.set(edge[near], [edge]);
    else there.push(edge);
  }
  return steps;
}

function titleOf(id: NodeId, known: Tree['known']): string {
  const node = known.get(id);
  if (node === undefined) return visibleText(id);
  const facts = [node.state, node.time?.slice(0, 10) ?? null].filter((fact) => fact !== null);
  const standing = facts.length === 0 ? 'not recorded here' : facts.join(', ');
  return `${WORDS[node.kind]} ${node.name} (${standing})`.trimStart();
}

const WORDS: Readonly<Record<TraceNode['kind'], string>> = {
  source: 'source',
  retrieval: 'retrieval from',
  version: 'dataset',
  run: 'run',
  model: 'model',
  other: '',
};
