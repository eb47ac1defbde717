import type { Range } from '../protobuf/message.ts';

/** A node of a graph, as far as it matters for what reaches what. */
export interface GraphNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly calls: Set<string>;
  readonly range: Range;
}

/** A graph or the body of a function: its nodes by name. */
export type GraphBody = Map<string, GraphNode>;

/** What one meta graph holds, and from where it is entered. */
export interface GraphBodies {
  readonly main: GraphBody;
  /** By the name of the function. */
  readonly functions: ReadonlyMap<string, GraphBody>;
}

/** A node, and the name of the function that it is in; `null` is the main graph. */
export interface Reached {
  readonly within: string | null;
  readonly node: GraphNode;
}

/**
 * Every node that runs when the given nodes of the main graph, or the given functions, are asked
 * for: their inputs, control inputs, and the whole bodies of the functions that they call.
 */
export function reachedFrom(
  bodies: GraphBodies,
  roots: { readonly nodes: Iterable<string>; readonly functions: Iterable<string> },
): readonly Reached[] {
  const reached: Reached[] = [];
  const functions = new Set(roots.functions);
  const names = new Set([...roots.nodes].map(nodeName));
  // A set yields what is added to it while it is walked.
  for (const name of names) {
    const node = bodies.main.get(name);
    if (node === undefined) continue;
    reached.push({ within: null, node });
    for (const input of node.inputs) names.add(nodeName(input));
    for (const called of node.calls) functions.add(called);
  }
  for (const name of functions) {
    for (const node of bodies.functions.get(name)?.values() ?? []) {
      reached.push({ within: name, node });
      for (const called of node.calls) functions.add(called);
    }
  }
  return reached;
}

/** The node of a tensor's or control input's name: `^save/Assign`, `add:0`. */
function nodeName(tensor: string): string {
  return tensor.replace(/^\^/, '').replace(/:\d+$/, '');
}
