import { countWords } from './natural-text.ts';
import type { Body, Statement } from './syntax-tree.ts';
import { textsIn } from './texts-in.ts';

/** How many words of its own a part of a template brings into the conversation. */
export function wordsIn(body: Body): number {
  return textsOf(body).reduce((sum, text) => sum + countWords(text), 0);
}

/** Texts of its own that a part of a template writes, or keeps to write later. */
export function textsOf(body: Body): readonly string[] {
  return body.flatMap(textsOfStatement);
}

function textsOfStatement(statement: Statement): readonly string[] {
  switch (statement.type) {
    case 'literal':
      return [statement.text];
    case 'output':
    case 'set':
      return textsIn(statement.value);
    case 'if':
      return [
        ...statement.branches.flatMap(({ body }) => textsOf(body)),
        ...textsOf(statement.otherwise),
      ];
    case 'for':
      return [...textsOf(statement.body), ...textsOf(statement.otherwise)];
    case 'call-block':
      return [...textsIn(statement.call), ...textsOf(statement.body)];
    case 'with':
      return [
        ...statement.bindings.flatMap(({ value }) => textsIn(value)),
        ...textsOf(statement.body),
      ];
    case 'set-block':
    case 'filter-block':
    case 'group':
      return textsOf(statement.body);
    // A macro writes where it is called; other templates are refused.
    case 'macro':
    case 'jump':
    case 'foreign':
    case 'unknown':
      return [];
  }
}
