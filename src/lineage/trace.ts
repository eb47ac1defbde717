import type { NodeId } from '../core/identifiers.ts';
import type { Direction, EdgeRow } from '../registry/rows/edges.ts';
import type { Tables } from '../registry/tables.ts';
import { describeNodes, type TraceNode } from './trace-node.ts';

/** Everything that something was made of, and everything that was made of it. */
export interface Trace {
  readonly roots: readonly NodeId[];
  /** The roots, and all that can be reached from them. */
  readonly nodes: readonly TraceNode[];
  /** Steps that lead to the roots. */
  readonly upstream: readonly EdgeRow[];
  /** Steps that lead away from them. */
  readonly downstream: readonly EdgeRow[];
}

/** Follows lineage from the given nodes in both directions, to any depth; cycles end. */
export async function trace(tables: Tables, roots: readonly NodeId[]): Promise<Trace> {
  const upstream = await reached(tables, roots, 'upstream');
  const downstream = await reached(tables, roots, 'downstream');
  const nodes = new Set(roots);
  for (const { fromNode, toNode } of [...upstream, ...downstream]) nodes.add(fromNode).add(toNode);
  return { roots, nodes: await describeNodes(tables, [...nodes]), upstream, downstream };
}

async function reached(
  { edges }: Tables,
  roots: readonly NodeId[],
  direction: Direction,
): Promise<readonly EdgeRow[]> {
  const found = new Map<string, EdgeRow>();
  for (const root of roots) {
    for (const edge of await edges.reachedFrom(root, direction))
      found.set(`${edge.fromNode} ${edge.toNode} ${edge.kind}`, edge);
  }
  return [...found.values()];
}
