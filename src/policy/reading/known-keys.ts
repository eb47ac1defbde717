import { policyJsonSchema } from '../json-schema.ts';

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly propertyNames?: { readonly enum?: readonly string[] };
  readonly additionalProperties?: SchemaNode | boolean;
  readonly anyOf?: readonly SchemaNode[];
}

/** The keys that the map at a path of the policy may have. */
export function knownKeys(path: readonly (string | number)[]): readonly string[] {
  let node: SchemaNode | undefined = policyJsonSchema();
  for (const part of path) {
    if (node === undefined) return [];
    node = typeof part === 'number' ? node.items : memberOf(node, part);
  }
  return Object.keys(node?.properties ?? {}).concat(node?.propertyNames?.enum ?? []);
}

function memberOf(node: SchemaNode, key: string): SchemaNode | undefined {
  const { properties, additionalProperties } = node;
  if (properties !== undefined && Object.hasOwn(properties, key)) return properties[key];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}
