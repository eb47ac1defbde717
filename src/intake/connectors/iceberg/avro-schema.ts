import { CredenceError } from '../../../core/error.ts';

/** An Avro schema with its names resolved (Apache Avro 1.12 specification, "Schema Declaration"). */
export type AvroSchema =
  | { readonly type: 'null' | 'boolean' | 'int' | 'long' | 'float' | 'double' | 'bytes' | 'string' }
  | { readonly type: 'fixed'; readonly size: number }
  | { readonly type: 'enum'; readonly symbols: readonly string[] }
  | { readonly type: 'array' | 'map'; readonly items: AvroSchema }
  | { readonly type: 'union'; readonly branches: readonly AvroSchema[] }
  | { readonly type: 'record'; readonly fields: { name: string; schema: AvroSchema }[] };

const PRIMITIVES = new Set([
  'null',
  'boolean',
  'int',
  'long',
  'float',
  'double',
  'bytes',
  'string',
]);
const DEEPEST = 32;

/** @throws CredenceError `DATA_MALFORMED`. */
export function parseAvroSchema(json: unknown): AvroSchema {
  return parse(json, new Map(), 0);
}

function parse(json: unknown, named: Map<string, AvroSchema>, depth: number): AvroSchema {
  if (depth > DEEPEST) throw malformed('it is nested too deeply');
  if (Array.isArray(json))
    return {
      type: 'union',
      branches: json.map((branch: unknown) => parse(branch, named, depth + 1)),
    };
  if (typeof json === 'string') {
    const known = named.get(json);
    if (known !== undefined) return known;
    if (PRIMITIVES.has(json)) return { type: json } as AvroSchema;
    throw malformed(`it uses a type that it does not define`);
  }
  if (typeof json !== 'object' || json === null)
    throw malformed('a type is neither a name nor an object');
  return parseComplex(json as Record<string, unknown>, named, depth);
}

function parseComplex(
  json: Readonly<Record<string, unknown>>,
  named: Map<string, AvroSchema>,
  depth: number,
): AvroSchema {
  const { type } = json;
  switch (type) {
    case 'record':
      return parseRecord(json, named, depth);
    case 'array':
      return { type: 'array', items: parse(json['items'], named, depth + 1) };
    case 'map':
      return { type: 'map', items: parse(json['values'], named, depth + 1) };
    case 'fixed': {
      const size = json['size'];
      if (typeof size !== 'number' || !Number.isInteger(size) || size < 0)
        throw malformed('a size is no number');
      return remember(json, named, { type: 'fixed', size });
    }
    case 'enum': {
      const symbols = json['symbols'];
      if (!Array.isArray(symbols)) throw malformed('an enumeration has no symbols');
      return remember(json, named, { type: 'enum', symbols: symbols.map(String) });
    }
    default:
      return parse(type, named, depth + 1);
  }
}

function parseRecord(
  json: Readonly<Record<string, unknown>>,
  named: Map<string, AvroSchema>,
  depth: number,
): AvroSchema {
  const { fields } = json;
  if (!Array.isArray(fields)) throw malformed('a record has no fields');
  const record: AvroSchema & { type: 'record' } = { type: 'record', fields: [] };
  remember(json, named, record);
  for (const field of fields as readonly Record<string, unknown>[])
    record.fields.push({
      name: String(field['name']),
      schema: parse(field['type'], named, depth + 1),
    });
  return record;
}

function remember(
  json: Readonly<Record<string, unknown>>,
  named: Map<string, AvroSchema>,
  schema: AvroSchema,
): AvroSchema {
  if (typeof json['name'] === 'string') named.set(json['name'], schema);
  return schema;
}

function malformed(why: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', `The schema of an Avro file cannot be used: ${why}.`, {
    hint: 'Check that the file is a manifest of an Iceberg table.',
  });
}
