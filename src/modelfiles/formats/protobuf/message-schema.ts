/**
 * Messages of a protobuf format, by name. A field is its number (with `*` where it repeats), its
 * name and its type; fields are separated by commas, within a text and between texts. `int` is any varint; `f4` and `f8` are four and eight fixed bytes; `string`
 * and `bytes` are themselves; anything else names a message of the same schema.
 */
export type MessageSchema = Readonly<Record<string, readonly string[]>>;

export interface FieldSpecification {
  readonly name: string;
  readonly repeated: boolean;
  readonly type: string;
}

export type MessageFields = ReadonlyMap<number, FieldSpecification>;

const compiled = new WeakMap<MessageSchema, Map<string, MessageFields>>();

/** The fields of one message of a schema, by number. */
export function fieldsOf(schema: MessageSchema, message: string): MessageFields {
  const known = compiled.get(schema) ?? new Map<string, MessageFields>();
  compiled.set(schema, known);
  const fields =
    known.get(message) ??
    new Map((schema[message] ?? []).flatMap((line) => line.split(', ')).map(readField));
  known.set(message, fields);
  return fields;
}

function readField(text: string): [number, FieldSpecification] {
  const [number = '', name = '', type = ''] = text.split(' ');
  return [Number.parseInt(number, 10), { name, repeated: number.endsWith('*'), type }];
}
