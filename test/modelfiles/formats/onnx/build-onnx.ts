import { message } from '../protobuf/build-message.ts';

/** Messages of an ONNX model, as the tests write them. */
export function onnxModel(parts: {
  readonly nodes?: readonly Buffer[];
  readonly tensors?: readonly Buffer[];
  readonly functions?: readonly Buffer[];
  readonly metadata?: readonly Buffer[];
}): Buffer {
  const graph = message(
    ...(parts.nodes ?? []).map((node): [number, Buffer] => [1, node]),
    [2, 'graph'],
    ...(parts.tensors ?? []).map((tensor): [number, Buffer] => [5, tensor]),
  );
  return message(
    [1, 9],
    [2, 'test'],
    [7, graph],
    [8, message([1, ''], [2, 18])],
    ...(parts.metadata ?? []).map((entry): [number, Buffer] => [14, entry]),
    ...(parts.functions ?? []).map((definition): [number, Buffer] => [25, definition]),
  );
}

export function onnxNode(type: string, domain = '', attributes: readonly Buffer[] = []): Buffer {
  return message(
    [1, 'x'],
    [2, 'y'],
    [4, type],
    ...attributes.map((attribute): [number, Buffer] => [5, attribute]),
    [7, domain],
  );
}

/** A tensor whose bytes lie in another file, as the entries say. */
export function externalTensor(entries: Readonly<Record<string, string>>): Buffer {
  return message(
    [1, 2],
    [2, 1],
    [8, 'w'],
    ...Object.entries(entries).map(([key, value]): [number, Buffer] => [13, entry(key, value)]),
    [14, 1],
  );
}

export function entry(key: string, value: string): Buffer {
  return message([1, key], [2, value]);
}
