import { CredenceError } from '../../core/error.ts';
import { NumberText } from './json-number.ts';

/** Objects are unfolded into columns down to this level; what lies deeper stays one JSON text. */
const FLATTENED_LEVELS = 6;
/** An object with more members than this is a dictionary, not a record: it stays one JSON text. */
const DICTIONARY_MEMBERS = 256;

/** What has been seen at one path of the records. */
class PathShape {
  readonly members = new Map<string, PathShape>();
  /** Records that hold a scalar or an array here. */
  values = 0;
  lists = 0;
  objects = 0;
  dictionary = false;
}

/** A column of a file of JSON objects. */
export interface JsonColumn {
  readonly name: string;
  readonly path: readonly string[];
  readonly list: boolean;
  readonly always: boolean;
}

/** Learns which columns a file of JSON objects has, in the order in which they first appear. */
export class JsonSurvey {
  readonly #root = new PathShape();
  records = 0;

  /** Looks at one record. */
  add(record: Readonly<Record<string, unknown>>): void {
    this.records += 1;
    visit(this.#root, record, 0);
  }

  /** True where the only record looks like a table of records by key. */
  get isDictionaryOfRecords(): boolean {
    const members = [...this.#root.members.values()];
    return (
      this.records === 1 && members.length > 1 && members.every((member) => member.objects === 1)
    );
  }

  /** @throws CredenceError LIMIT_EXCEEDED, or DATA_AMBIGUOUS for two paths that are written alike. */
  columns(file: string, limit: number): JsonColumn[] {
    const columns: JsonColumn[] = [];
    collectColumns(this.#root, [], (path, shape) => {
      columns.push({
        name: path.join('.'),
        path,
        list: shape.lists > 0,
        always: shape.values === this.records,
      });
    });
    if (columns.length > limit) {
      throw new CredenceError(
        'LIMIT_EXCEEDED',
        `${file} has ${columns.length} columns; at most ${limit} are read.`,
        {
          at: { file },
        },
      );
    }
    requireDistinct(columns, file);
    return columns;
  }
}

/** True for an array that becomes a list of values; any deeper array stays one JSON text. */
export function isScalarList(value: readonly unknown[]): boolean {
  return value.every(
    (item) => typeof item !== 'object' || item === null || item instanceof NumberText,
  );
}

function visit(shape: PathShape, object: Readonly<Record<string, unknown>>, level: number): void {
  for (const key of Object.keys(object)) {
    const value = object[key];
    let member = shape.members.get(key);
    if (member === undefined) {
      if (level > 0 && shape.members.size >= DICTIONARY_MEMBERS) {
        shape.dictionary = true;
        return;
      }
      member = new PathShape();
      shape.members.set(key, member);
    }
    if (value === null) continue;
    if (typeof value !== 'object') {
      member.values += 1;
    } else if (Array.isArray(value)) {
      member.values += 1;
      if (isScalarList(value)) member.lists += 1;
    } else {
      member.objects += 1;
      if (level + 1 < FLATTENED_LEVELS) visit(member, value as Record<string, unknown>, level + 1);
    }
  }
}

function collectColumns(
  shape: PathShape,
  parents: readonly string[],
  add: (path: readonly string[], shape: PathShape) => void,
): void {
  for (const [key, member] of shape.members) {
    const path = [...parents, key];
    const unfolded = !member.dictionary && member.members.size > 0;
    if (!unfolded || member.values > 0) add(path, member);
    if (unfolded) collectColumns(member, path, add);
  }
}

function requireDistinct(columns: readonly JsonColumn[], file: string): void {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name)) {
      throw new CredenceError(
        'DATA_AMBIGUOUS',
        `${file} has two columns that are written \`${name}\`.`,
        {
          at: { file, column: name },
          hint: 'A member whose name holds a dot clashes with a nested one: rename it.',
        },
      );
    }
    seen.add(name);
  }
}
