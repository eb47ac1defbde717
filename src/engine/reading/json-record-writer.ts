import type { BatchBuilder } from './batch-builder.ts';
import { canonicalJson } from './canonical-json.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { holdsInexact, isInexact, NumberText, parseExactly } from './json-number.ts';
import { isScalarList } from './json-shape.ts';

/** Where the values of one path go, and the paths below it. */
interface PathTarget {
  column: ColumnBuilder | undefined;
  readonly members: Map<string, PathTarget>;
}

/** Writes JSON objects into the columns of a batch. */
export class JsonRecordWriter {
  readonly #root: PathTarget = { column: undefined, members: new Map() };
  readonly #builder: BatchBuilder;
  readonly #depth: number;
  /** What makes the record in hand unfit. */
  #problem: string | undefined;
  /** The record in hand holds a number that must be read again, exactly. */
  #inexact = false;

  /** @param paths for each column of the builder, the member names that lead to its values. */
  constructor(
    builder: BatchBuilder,
    paths: readonly (readonly (readonly string[])[])[],
    depth: number,
  ) {
    this.#builder = builder;
    this.#depth = depth;
    paths.forEach((alternatives, index) => {
      for (const path of alternatives) targetAt(this.#root, path).column = builder.columns[index];
    });
  }

  /**
   * Adds the record that `text` holds.
   *
   * @returns why the text is not a record, or undefined when it was added.
   */
  write(text: string): string | undefined {
    this.#inexact = false;
    const problem = this.#add(text, JSON.parse);
    if (!this.#inexact) return problem;
    this.#inexact = false;
    return this.#add(text, parseExactly);
  }

  #add(text: string, parse: (text: string) => unknown): string | undefined {
    let problem: string | undefined;
    try {
      problem = this.#writeRecord(parse(text));
    } catch (error) {
      problem = reasonOf(error);
    }
    if (problem === undefined && !this.#inexact) this.#builder.endRecord();
    else this.#builder.dropRecord();
    return problem;
  }

  #writeRecord(value: unknown): string | undefined {
    if (!isObject(value)) return `holds ${nameOfKind(value)}, not a JSON object`;
    this.#problem = undefined;
    this.#writeMembers(this.#root, value);
    return this.#problem;
  }

  #writeMembers(target: PathTarget, object: Record<string, unknown>): void {
    for (const key of Object.keys(object)) {
      const value = object[key];
      if (value === null) continue;
      const member = target.members.get(key);
      if (member !== undefined && isObject(value) && member.members.size > 0) {
        this.#writeMembers(member, value);
      } else if (member?.column === undefined) {
        this.#problem ??= `has a member \`${key}\` that no record at the beginning has; name the column to have it read`;
      } else if (member.column.touched) {
        this.#problem ??= `has two members that are written \`${key}\``;
      } else if (typeof value === 'string') {
        member.column.addText(value);
      } else {
        this.#writeOther(member.column, value);
      }
    }
  }

  #writeOther(column: ColumnBuilder, value: unknown): void {
    if (column.list && Array.isArray(value) && isScalarList(value)) {
      column.addEmptyList();
      for (const item of value) column.addText(this.#textOf(item));
    } else {
      column.addText(this.#textOf(value));
    }
  }

  #textOf(value: unknown): string {
    if (typeof value === 'string') return value;
    if (value instanceof NumberText) return value.text;
    if (typeof value === 'number') {
      this.#inexact ||= isInexact(value);
      return String(value);
    }
    if (typeof value !== 'object' || value === null) return String(value);
    const text = canonicalJson(value, this.#depth);
    this.#inexact ||= holdsInexact(value);
    return text;
  }
}

function targetAt(root: PathTarget, path: readonly string[]): PathTarget {
  let target = root;
  for (const key of path) {
    let member = target.members.get(key);
    if (member === undefined) {
      member = { column: undefined, members: new Map() };
      target.members.set(key, member);
    }
    target = member;
  }
  return target;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof NumberText)
  );
}

function nameOfKind(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'a number' : `a ${typeof value}`;
}

function reasonOf(problem: unknown): string {
  if (problem instanceof RangeError) return 'is nested too deeply';
  if (problem instanceof SyntaxError) return 'is not valid JSON';
  throw problem;
}
