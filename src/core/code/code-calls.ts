import type { CodeToken } from './code-token.ts';

/** A call as it is written: `hashlib.new('md5')`. */
export interface CodeCall {
  /**
   * Dotted, with every way to reach a member written as a dot: `hashlib.new`. Of what another call
   * returned or an index gave, it begins with a dot: `.read`.
   */
  readonly path: string;
  /** The last part of it: `new`. */
  readonly name: string;
  readonly arguments: readonly CodeArgument[];
  /** Index of the first token of the path, and one past the closing bracket. */
  readonly start: number;
  readonly end: number;
}

export interface CodeArgument {
  /** Of `verify=False`: `verify`. */
  readonly keyword: string | null;
  readonly tokens: readonly CodeToken[];
}

/** More tokens than this are not looked at in one call, nor more parts in its path: what never closes must not cost. */
const LONGEST_CALL = 200;
const LONGEST_PATH = 12;

/** All calls in a text, outer ones before those in their arguments. Brackets that never close end with the text. */
export function codeCalls(tokens: readonly CodeToken[]): CodeCall[] {
  const calls: CodeCall[] = [];
  tokens.forEach((token, at) => {
    if (token.kind !== 'name' || KEYWORDS.has(token.text) || tokens[at + 1]?.text !== '(') return;
    const start = startOfPath(tokens, at);
    if (tokens[start - 1]?.text === 'def' || tokens[start - 1]?.text === 'function') return;
    const names = tokens.slice(start, at + 1).filter(({ kind }) => kind === 'name');
    const ofResult = JOINS.has(tokens[start - 1]?.text ?? '') ? '.' : '';
    const path = ofResult + names.map(({ text }) => text).join('.');
    const { found, end } = argumentsFrom(tokens, at + 2);
    calls.push({ path, name: token.text, arguments: found, start, end });
  });
  return calls;
}

const KEYWORDS = new Set([
  'if',
  'while',
  'for',
  'return',
  'switch',
  'catch',
  'and',
  'or',
  'not',
  'in',
]);
const JOINS = new Set(['.', '->', '::']);

/** Back over `name.name` to where the path begins; calls and indexes on the way end it. */
function startOfPath(tokens: readonly CodeToken[], last: number): number {
  let start = last;
  while (
    last - start < 2 * LONGEST_PATH &&
    JOINS.has(tokens[start - 1]?.text ?? '') &&
    tokens[start - 2]?.kind === 'name'
  )
    start -= 2;
  return start;
}

const OPENING = new Set(['(', '[', '{']);
const CLOSING = new Set([')', ']', '}']);

function argumentsFrom(
  tokens: readonly CodeToken[],
  start: number,
): { found: CodeArgument[]; end: number } {
  const found: CodeArgument[] = [];
  let depth = 1;
  let from = start;
  let at = start;
  const close = (): void => {
    const part = tokens.slice(from, at).filter(({ kind }) => kind !== 'line-end');
    if (part.length > 0) found.push(argumentOf(part));
    from = at + 1;
  };
  const limit = Math.min(tokens.length, start + LONGEST_CALL);
  for (; at < limit; at += 1) {
    const { kind, text } = tokens[at] as CodeToken;
    if (kind !== 'mark') continue;
    if (OPENING.has(text)) depth += 1;
    else if (CLOSING.has(text)) depth -= 1;
    if (depth === 0) break;
    if (depth === 1 && text === ',') close();
  }
  close();
  return { found, end: at + 1 };
}

function argumentOf(tokens: readonly CodeToken[]): CodeArgument {
  const [name, equals] = tokens;
  return name?.kind === 'name' && equals?.text === '='
    ? { keyword: name.text, tokens: tokens.slice(2) }
    : { keyword: null, tokens };
}
