import type { RoleAssignment } from '../../../records/roles.ts';
import type { RecordSchema } from '../../../records/schema.ts';

/** What becomes of each column while records stream in. Plain data: every thread gets it. */
export interface IngestPlan {
  readonly schema: RecordSchema;
  /** Columns joined, in order, into the text of a record. */
  readonly texts: readonly number[];
  readonly labels: readonly number[];
  readonly fields: readonly FieldPlan[];
  readonly origins: readonly OriginPlan[];
}

export interface FieldPlan {
  readonly column: number;
  readonly name: string;
  /** Numbers are looked at as written, and by the range that they fall into. */
  readonly numeric: boolean;
}

export interface OriginPlan {
  readonly column: number;
  readonly name: string;
  readonly role: 'source' | 'contributor' | 'time';
}

export function ingestPlan(schema: RecordSchema, roles: readonly RoleAssignment[]): IngestPlan {
  const columnsOf = (role: string): number[] =>
    roles.filter((assignment) => assignment.role === role).map(({ column }) => column);
  const origins = roles.flatMap(({ column, name, role }): OriginPlan[] =>
    role === 'source' || role === 'contributor' || role === 'time' ? [{ column, name, role }] : [],
  );
  const fields = columnsOf('field').map((column): FieldPlan => {
    const { name, type } = schema.columns[column] ?? { name: String(column), type: 'text' };
    return { column, name, numeric: type === 'integer' || type === 'number' };
  });
  return { schema, texts: columnsOf('text'), labels: columnsOf('label'), fields, origins };
}
