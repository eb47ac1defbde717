import type { ByteView } from '../byte-view.ts';

/** A stretch of a source, in bytes; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** One message with its own fields read, and the messages around it. */
export class Message {
  readonly name: string;
  readonly range: Range;
  readonly parent: Message | null;
  readonly #view: ByteView;
  readonly #numbers = new Map<string, number[]>();
  readonly #ranges = new Map<string, Range[]>();

  constructor(view: ByteView, place: Pick<Message, 'name' | 'range' | 'parent'>) {
    this.#view = view;
    this.name = place.name;
    this.range = place.range;
    this.parent = place.parent;
  }

  addNumber(field: string, value: number): void {
    append(this.#numbers, field, value);
  }

  addRange(field: string, range: Range): void {
    append(this.#ranges, field, range);
  }

  has(field: string): boolean {
    return this.#numbers.has(field) || this.#ranges.has(field);
  }

  /** The number of a varint field; 0 where it is absent, as protobuf has it. */
  number(field: string): number {
    return this.#numbers.get(field)?.[0] ?? 0;
  }

  numbers(field: string): readonly number[] {
    return this.#numbers.get(field) ?? [];
  }

  /** Texts, bytes and messages, where they lie. */
  ranges(field: string): readonly Range[] {
    return this.#ranges.get(field) ?? [];
  }

  /** The text of a field; empty where it is absent, as protobuf has it. */
  text(field: string): string {
    return this.texts(field)[0] ?? '';
  }

  texts(field: string): readonly string[] {
    return this.ranges(field).map((range) => this.textAt(range));
  }

  /** @throws CredenceError `DATA_ENCODING` where it is not UTF-8. */
  textAt(range: Range): string {
    return this.#view.utf8(range.start, range.end - range.start);
  }

  bytesAt(range: Range): Uint8Array {
    return this.#view.bytes(range.start, range.end - range.start);
  }

  /** The nearest message around this one that has the name. */
  ancestor(name: string): Message | null {
    for (let message = this.parent; message !== null; message = message.parent) {
      if (message.name === name) return message;
    }
    return null;
  }
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
