import type * as DuckDB from '@duckdb/node-api';
import type { FileColumn } from './format-reader.ts';

/** How the value that DuckDB gives becomes the text of the column. */
export type ParquetText = 'plain' | 'single' | 'timestamp' | 'json' | 'numbers' | 'blob';

/** One column of a Parquet file; members of structs are columns of their own. */
export interface ParquetColumn extends FileColumn {
  /** An expression over the table, every name in it quoted. */
  readonly sql: string;
  readonly text: ParquetText;
}

type Api = typeof DuckDB;

/** The columns that a table of these names and types unfolds to. */
export function parquetColumns(
  names: readonly string[],
  types: readonly DuckDB.DuckDBType[],
  api: Api,
): ParquetColumn[] {
  return names.flatMap((name, index) =>
    unfoldColumn({ name, sql: quoteName(name) }, types[index], api),
  );
}

interface Place {
  readonly name: string;
  readonly sql: string;
}

function unfoldColumn(
  place: Place,
  type: DuckDB.DuckDBType | undefined,
  api: Api,
): ParquetColumn[] {
  if (type === undefined) return [];
  const { DuckDBTypeId: id } = api;
  if (type.typeId === id.STRUCT) {
    const struct = type as DuckDB.DuckDBStructType;
    return struct.entryNames.flatMap((member, index) => {
      const sql = `struct_extract_at(${place.sql}, ${index + 1})`;
      return unfoldColumn({ name: `${place.name}.${member}`, sql }, struct.entryTypes[index], api);
    });
  }
  const column = { name: place.name, always: true, list: false };
  const asText = `CAST(${place.sql} AS VARCHAR)`;
  switch (type.typeId) {
    case id.LIST:
    case id.ARRAY: {
      const { valueType } = type as DuckDB.DuckDBListType;
      // As JSON, NaN would break the list; as texts it survives.
      const floats = valueType.typeId === id.FLOAT || valueType.typeId === id.DOUBLE;
      const list = floats ? `CAST(${place.sql} AS VARCHAR[])` : place.sql;
      const sql = `CAST(to_json(${list}) AS VARCHAR)`;
      return [
        { ...column, list: isScalar(valueType, api), sql, text: floats ? 'numbers' : 'json' },
      ];
    }
    case id.MAP:
    case id.UNION:
      return [{ ...column, sql: `CAST(to_json(${place.sql}) AS VARCHAR)`, text: 'json' }];
    case id.BLOB:
      return [{ ...column, sql: place.sql, text: 'blob' }];
    case id.FLOAT:
      return [{ ...column, sql: place.sql, text: 'single', type: 'number' }];
    case id.DOUBLE:
      return [{ ...column, sql: place.sql, text: 'plain', type: 'number' }];
    case id.DATE:
      return [{ ...column, sql: asText, text: 'plain', type: 'time' }];
    case id.TIMESTAMP:
    case id.TIMESTAMP_S:
    case id.TIMESTAMP_MS:
    case id.TIMESTAMP_NS:
    case id.TIMESTAMP_TZ:
      return [{ ...column, sql: asText, text: 'timestamp', type: 'time' }];
    case id.VARCHAR:
      return [{ ...column, sql: place.sql, text: 'plain' }];
    case id.BOOLEAN:
      return [{ ...column, sql: place.sql, text: 'plain', type: 'boolean' }];
    case id.DECIMAL:
      return [{ ...column, sql: asText, text: 'plain', type: 'number' }];
    default:
      return isInteger(type, api)
        ? [{ ...column, sql: place.sql, text: 'plain', type: 'integer' }]
        : [{ ...column, sql: asText, text: 'plain' }];
  }
}

function isScalar(type: DuckDB.DuckDBType, { DuckDBTypeId: id }: Api): boolean {
  return ![id.LIST, id.ARRAY, id.STRUCT, id.MAP, id.UNION].includes(type.typeId);
}

function isInteger({ typeId }: DuckDB.DuckDBType, { DuckDBTypeId: id }: Api): boolean {
  const signed = [id.TINYINT, id.SMALLINT, id.INTEGER, id.BIGINT, id.HUGEINT];
  const unsigned = [id.UTINYINT, id.USMALLINT, id.UINTEGER, id.UBIGINT, id.UHUGEINT];
  return [...signed, ...unsigned].includes(typeId);
}

/** A name as SQL has it, whatever it is made of. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
