import { message } from '../protobuf/build-message.ts';

/** A node of a graph. Attributes are `AttrValue` messages by name. */
export function graphNode(
  name: string,
  operator: string,
  {
    inputs = [],
    attributes = {},
  }: { inputs?: readonly string[]; attributes?: Readonly<Record<string, Buffer>> } = {},
): Buffer {
  return message(
    [1, name],
    [2, operator],
    ...inputs.map((input): [number, string] => [3, input]),
    ...Object.entries(attributes).map(([key, value]): [number, Buffer] => [
      5,
      message([1, key], [2, value]),
    ]),
  );
}

/** An attribute that names a function to call. */
export function callOf(name: string): Buffer {
  return message([10, message([1, name])]);
}

/** A function of a graph's library. */
export function graphFunction(name: string, nodes: readonly Buffer[]): Buffer {
  return message([1, message([1, name])], ...nodes.map((node): [number, Buffer] => [3, node]));
}

/** A graph with its library and its version. */
export function graph(nodes: readonly Buffer[], functions: readonly Buffer[] = []): Buffer {
  const library = functions.length === 0 ? [] : [libraryOf(functions)];
  return message(...nodes.map((node): [number, Buffer] => [1, node]), ...library, [
    4,
    message([1, 1_000]),
  ]);
}

function libraryOf(functions: readonly Buffer[]): [number, Buffer] {
  return [2, message(...functions.map((definition): [number, Buffer] => [1, definition]))];
}

export interface SavedModelParts {
  readonly graph: Buffer;
  /** Tensors that its signature gives. */
  readonly outputs?: readonly string[];
  /** Nodes that saving and restoring asks for. */
  readonly savers?: readonly [filename: string, save: string, restore: string];
  readonly assets?: readonly string[];
  /** Functions that a loaded model may call. */
  readonly functions?: readonly string[];
}

export function savedModel(parts: SavedModelParts): Buffer {
  const outputs = (parts.outputs ?? []).map((name): [number, Buffer] => [
    2,
    message([1, 'out'], [2, message([1, name])]),
  ]);
  const fields: [number, Buffer][] = [
    [1, message([4, 'serve'], [5, '2.21.0'])],
    [2, parts.graph],
  ];
  if (parts.savers !== undefined) {
    const [filename, save, restore] = parts.savers;
    fields.push([3, message([1, filename], [2, save], [3, restore])]);
  }
  fields.push([5, message([1, 'serving_default'], [2, message(...outputs)])]);
  for (const asset of parts.assets ?? []) fields.push([6, message([2, asset])]);
  const functions = (parts.functions ?? []).map((name): [number, Buffer] => [
    2,
    message([1, name], [2, message()]),
  ]);
  fields.push([7, message(...functions)]);
  return message([1, 1], [2, message(...fields)]);
}
