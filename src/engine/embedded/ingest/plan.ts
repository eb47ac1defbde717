import type { RoleAssignment } from '../../../records/roles.ts';
import type { RecordSchema } from '../../../records/schema.ts';

/** What becomes of each column while records stream in. Plain data: every thread gets it. */
export interface IngestPlan {
  readonly schema: RecordSchema;
  /** Columns joined, in order, into the text of a record. */
  readonly texts: readonly number[];
  /** Whether records have a text: columns for it, or conversations and pairs that hold it. */
  readonly hasText: boolean;
  /** Whether the texts are program text, as far as the names of their columns say it. */
  readonly holdsCode: boolean;
  /** Columns with what a model is taught to say; `null` where the data are not of that kind. */
  readonly taught: TaughtPlan | null;
  readonly labels: readonly number[];
  /** The column of labels, where there is one alone and it holds numbers; else `null`. */
  readonly amount: number | null;
  readonly fields: readonly FieldPlan[];
  readonly origins: readonly OriginPlan[];
}

/** Which columns hold the two sides of what a model learns from. */
export interface TaughtPlan {
  readonly responses: readonly number[];
  readonly conversations: readonly number[];
  readonly chosen: readonly number[];
  readonly rejected: readonly number[];
  /** The column that names the winner of each pair, or `null` where the chosen side always won. */
  readonly winner: WinnerPlan | null;
}

/** A winner is named by the mark at its end: `model_a` where the responses are `response_a` and `response_b`. */
export interface WinnerPlan {
  readonly column: number;
  /** The marks of the columns with the roles chosen and rejected. */
  readonly one: string;
  readonly other: string;
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

const CODE = /(?:^|[._-])(?:code|snippet|program|source_?code|function|func|patch|diff|script)$/i;

const PATH = /(?:^|[._-])(?:file_?path|path|file_?name)$/i;

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
  const taught: TaughtPlan = {
    responses: columnsOf('response'),
    conversations: columnsOf('conversation'),
    chosen: columnsOf('chosen'),
    rejected: columnsOf('rejected'),
    winner: winnerPlan(schema, columnsOf),
  };
  const { responses, conversations, chosen } = taught;
  const texts = columnsOf('text');
  // Files with their path are taken for code; where they are none, hardly a rule can hold.
  const hasPath =
    texts.length > 1 && texts.some((column) => PATH.test(schema.columns[column]?.name ?? ''));
  const labels = columnsOf('label');
  return {
    schema,
    texts,
    holdsCode: texts.some((column) => CODE.test(schema.columns[column]?.name ?? '')) || hasPath,
    hasText: texts.length + conversations.length + chosen.length > 0,
    taught: responses.length + conversations.length + chosen.length === 0 ? null : taught,
    labels,
    amount: onlyAmount(schema, labels),
    fields,
    origins,
  };
}

function winnerPlan(
  { columns }: RecordSchema,
  columnsOf: (role: string) => readonly number[],
): WinnerPlan | null {
  const [winner] = columnsOf('winner');
  const markOf = (role: string): string => lastMark(columns[columnsOf(role)[0] ?? -1]?.name ?? '');
  return winner === undefined
    ? null
    : { column: winner, one: markOf('chosen'), other: markOf('rejected') };
}

/** The last letter or digit of a name, in lower case. */
export function lastMark(name: string): string {
  return (/[\p{L}\p{N}](?=[^\p{L}\p{N}]*$)/u.exec(name)?.[0] ?? '').toLowerCase();
}

function onlyAmount(schema: RecordSchema, [first, ...others]: readonly number[]): number | null {
  if (first === undefined || others.length > 0) return null;
  const column = schema.columns[first];
  const holdsNumbers = column?.type === 'integer' || column?.type === 'number';
  return holdsNumbers && !column.list ? first : null;
}
