import type { CodeToken } from './code-token.ts';

/** One statement: a line, or what stands between semicolons; brackets hold lines together. */
export interface CodeStatement {
  readonly tokens: readonly CodeToken[];
  /** Of an assignment: the last name on its left side, and its right side. */
  readonly assigned: { readonly target: string; readonly value: readonly CodeToken[] } | null;
}

const OPENING = new Set(['(', '[']);
const CLOSING = new Set([')', ']']);

/** The statements of a text, comments left out. */
export function codeStatements(tokens: readonly CodeToken[]): CodeStatement[] {
  const statements: CodeStatement[] = [];
  let [depth, current] = [0, [] as CodeToken[]];
  for (const token of tokens) {
    if (token.kind === 'comment') continue;
    if (token.kind === 'mark') depth = Math.max(0, depth + turn(token.text));
    if (depth === 0 && endsStatement(token)) {
      if (current.length > 0) statements.push(statementOf(current));
      current = [];
    } else if (token.kind !== 'line-end') current.push(token);
  }
  if (current.length > 0) statements.push(statementOf(current));
  return statements;
}

function endsStatement({ kind, text }: CodeToken): boolean {
  return kind === 'line-end' || (kind === 'mark' && (text === ';' || text === '{' || text === '}'));
}

function turn(mark: string): number {
  return Number(OPENING.has(mark)) - Number(CLOSING.has(mark));
}

function statementOf(tokens: readonly CodeToken[]): CodeStatement {
  let depth = 0;
  for (let at = 1; at < tokens.length; at += 1) {
    const { kind, text } = tokens[at] as CodeToken;
    if (kind !== 'mark') continue;
    if (OPENING.has(text)) depth += 1;
    else if (CLOSING.has(text)) depth -= 1;
    else if ((text === '=' || text === '+=') && depth === 0) {
      const target = tokens
        .slice(0, at)
        .findLast((token) => token.kind === 'name' || token.kind === 'string');
      if (target === undefined) break;
      return { tokens, assigned: { target: target.text, value: tokens.slice(at + 1) } };
    }
  }
  return { tokens, assigned: null };
}
