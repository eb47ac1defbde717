import type { IngestPlan } from '../ingest/plan.ts';

/** Where the query of a record stands in its joined text: before its passage, behind it, or nowhere. */
export type QueryPlace = 'before' | 'behind' | null;

const QUERY: RegExp = /(?:^|[._-])(?:query|question|queries|questions)$/iu;
const CONTENT: RegExp =
  /(?:^|[._-])(?:passages?|contexts?|documents?|docs?|pages?|content|body|chunk|article|text)$/iu;

export function queryPlace({ texts, schema }: Pick<IngestPlan, 'texts' | 'schema'>): QueryPlace {
  const names = texts.map((column) => schema.columns[column]?.name ?? '');
  const query = names.findIndex((name) => QUERY.test(name));
  const content = names.findIndex((name) => CONTENT.test(name));
  if (query === -1 || content === -1) return null;
  return query < content ? 'before' : 'behind';
}
