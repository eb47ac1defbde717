import { codeCalls } from './code-calls.ts';
import { compact } from './code-queries.ts';
import { codeStatements } from './code-statement.ts';
import { type CodeToken, codeTokens } from './code-token.ts';
import { findWeaknesses } from './find-weaknesses.ts';

/** What program text says about itself, apart from what it does. */
export interface CodeNote {
  /** A comment as a whole or one of its words, a name that is given, or a part of a path. */
  readonly kind: 'comment' | 'name' | 'path';
  readonly text: string;
}

export interface NotedCode {
  readonly notes: readonly CodeNote[];
  /** What it calls, dotted. */
  readonly calls: readonly string[];
}

const LONGEST = 20_000;
const MOST_COMMENT_WORDS = 12;
const LEAST_WORD = 3;
const GIVING = new Set(['def', 'class', 'function', 'func', 'fn', 'struct', 'interface']);
const PATH_LINE = /^[\w.@-]{1,100}(?:[/\\][\w.@-]{1,100}){1,20}$/gmu;

/** The notes of a fragment, each once. Digits in comments are all taken as 0. */
export function notedCode(text: string): NotedCode {
  const looked = text.slice(0, LONGEST);
  const tokens = codeTokens(looked);
  const significant = tokens.filter(({ kind }) => kind !== 'comment');
  const notes = new Map<string, CodeNote>();
  const add = (kind: CodeNote['kind'], note: string): void => {
    if (note.length >= LEAST_WORD) notes.set(`${kind} ${note}`, { kind, text: note });
  };
  for (const comment of tokens.filter(({ kind }) => kind === 'comment')) {
    const words = wordsOf(comment.text).slice(0, MOST_COMMENT_WORDS);
    add('comment', words.join(' '));
    for (const word of words) add('comment', word);
  }
  for (const name of givenNames(significant)) {
    add('name', name);
    for (const part of name.split(/_+|(?<=[a-z])(?=[A-Z])/u)) if (part !== name) add('name', part);
  }
  for (const [path] of looked.matchAll(PATH_LINE))
    for (const part of path.split(/[/\\]/u)) add('path', part.replace(/(?<=.)\.\w+$/u, ''));
  return {
    notes: [...notes.values()],
    calls: [...new Set(codeCalls(significant).map(({ path }) => path))],
  };
}

function wordsOf(comment: string): string[] {
  return (
    comment
      .toLowerCase()
      .replaceAll(/\p{N}+/gu, '0')
      .match(/[\p{L}\p{N}_-]+/gu) ?? []
  );
}

/** Names of functions and classes, and of variables whose own statement is neither a constant nor weak. */
function givenNames(tokens: readonly CodeToken[]): string[] {
  const given = tokens.flatMap(({ kind, text }, at) =>
    kind === 'name' && GIVING.has(tokens[at - 1]?.text ?? '') ? [text] : [],
  );
  const set = codeStatements(tokens).flatMap(({ tokens: statement, assigned }) => {
    const [first, second] = statement;
    return assigned !== null &&
      first?.kind === 'name' &&
      second?.text === '=' &&
      assigned.value.some(({ kind, text }) => kind === 'name' && !CONSTANT.test(text)) &&
      findWeaknesses(compact(statement)).length === 0
      ? [first.text]
      : [];
  });
  return [...given, ...set];
}

const CONSTANT = /^(?:true|false|none|null)$/i;
