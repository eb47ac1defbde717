/** JSON as it was written: members in order, and where each object begins. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly members: ReadonlyMap<string, JsonValue>;
  /** Of the opening brace, in bytes from the start of the text. */
  readonly offset: number;
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a member, or `null` where there is none or it is no text. */
export function textOf(object: JsonObject, key: string): string | null {
  const value = object.members.get(key);
  return typeof value === 'string' ? value : null;
}

/** Every object in a value, the value itself among them, outer before inner. */
export function* objectsIn(value: JsonValue): Generator<JsonObject> {
  const open: JsonValue[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isJsonObject(next)) {
      yield next;
      for (const member of next.members.values()) if (holdsMore(member)) open.push(member);
    } else if (Array.isArray(next)) {
      for (const item of next as readonly JsonValue[]) if (holdsMore(item)) open.push(item);
    }
  }
}

function holdsMore(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null;
}
