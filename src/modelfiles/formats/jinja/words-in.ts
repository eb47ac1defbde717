import { countWords } from './natural-text.ts';
import type { Body, Statement } from './syntax-tree.ts';
import { textsIn } from './texts-in.ts';

/** Bodies lie within each other, and every condition asks for the words of what it decides over. */
const counted = new WeakMap<Body, number>();

/** How many words of its own a part of a template brings into the conversation. */
export function wordsIn(body: Body): number {
  const known = counted.get(body);
  if (known !== undefined) return known;
  let words = 0;
  for (const statement of body) {
    for (const text of ownTexts(statement)) words += countWords(text);
    for (const inner of bodiesIn(statement)) words += wordsIn(inner);
  }
  counted.set(body, words);
  return words;
}

/** Whether a part of a template writes a text of its own that holds an underscore. */
export function writesUnderscore(body: Body): boolean {
  return body.some(
    (statement) =>
      ownTexts(statement).some((text) => text.includes('_')) ||
      bodiesIn(statement).some(writesUnderscore),
  );
}

/** Texts of its own that a statement writes, or keeps to write later, but for those in its bodies. */
function ownTexts(statement: Statement): readonly string[] {
  switch (statement.type) {
    case 'literal':
      return [statement.text];
    case 'output':
    case 'set':
      return textsIn(statement.value);
    case 'call-block':
      return textsIn(statement.call);
    case 'with':
      return statement.bindings.flatMap(({ value }) => textsIn(value));
    default:
      return [];
  }
}

/** The bodies of a statement; a macro writes where it is called, and other templates are refused. */
function bodiesIn(statement: Statement): readonly Body[] {
  switch (statement.type) {
    case 'if':
      return [...statement.branches.map(({ body }) => body), statement.otherwise];
    case 'for':
      return [statement.body, statement.otherwise];
    case 'set-block':
    case 'call-block':
    case 'filter-block':
    case 'with':
    case 'group':
      return [statement.body];
    default:
      return [];
  }
}
