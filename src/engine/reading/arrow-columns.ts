import { type Data, DataType, type Field, type RecordBatch, type Schema } from 'apache-arrow';
import { CredenceError } from '../../core/error.ts';
import type { ColumnType } from '../../records/schema.ts';
import { isScalarType } from './arrow-value.ts';
import type { FileColumn } from './format-reader.ts';

/** One column of an Arrow schema; members of structs are columns of their own. */
export interface ArrowColumn extends FileColumn {
  /** Indices of the field and of the struct members that lead to the values. */
  readonly path: readonly number[];
}

/** @throws CredenceError DATA_AMBIGUOUS when two columns have the same name; LIMIT_EXCEEDED. */
export function arrowColumns(schema: Schema, file: string, limit: number): ArrowColumn[] {
  const columns = schema.fields.flatMap((field, index) => unfoldField(field, field.name, [index]));
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name)) {
      throw new CredenceError('DATA_AMBIGUOUS', `${file} has two columns named \`${name}\`.`, {
        at: { file, column: name },
      });
    }
    seen.add(name);
  }
  if (columns.length > limit) {
    throw new CredenceError(
      'LIMIT_EXCEEDED',
      `${file} has ${columns.length} columns; at most ${limit} are read.`,
      {
        at: { file },
      },
    );
  }
  return columns;
}

/** The arrays from the outermost struct to the values: a value is there when all of them say so. */
export function arraysOf(batch: RecordBatch, column: ArrowColumn): Data[] {
  const arrays: Data[] = [];
  let children: readonly Data[] = batch.data.children;
  for (const index of column.path) {
    const array = children[index];
    if (array === undefined) return [];
    arrays.push(array);
    children = array.children;
  }
  return arrays;
}

function unfoldField(field: Field, name: string, path: readonly number[]): ArrowColumn[] {
  const { type } = field;
  if (DataType.isStruct(type)) {
    return type.children.flatMap((child: Field, index: number) =>
      unfoldField(child, `${name}.${child.name}`, [...path, index]),
    );
  }
  const known = columnType(type);
  return [
    {
      name,
      path,
      list: isScalarList(type),
      always: true,
      ...(known === undefined ? {} : { type: known }),
    },
  ];
}

function isScalarList(type: DataType): boolean {
  const list =
    DataType.isList(type) || DataType.isLargeList(type) || DataType.isFixedSizeList(type);
  return list && isScalarType((type.children[0] as Field).type);
}

/** Text is left open: its values may turn out to be numbers or times. */
function columnType(type: DataType): ColumnType | undefined {
  if (DataType.isInt(type)) return 'integer';
  if (DataType.isFloat(type) || DataType.isDecimal(type)) return 'number';
  if (DataType.isBool(type)) return 'boolean';
  return DataType.isTimestamp(type) || DataType.isDate(type) ? 'time' : undefined;
}
