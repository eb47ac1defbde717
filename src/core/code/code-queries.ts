import type { CodeCall } from './code-calls.ts';
import type { CodeToken } from './code-token.ts';
import type { CodeFragment } from './code-weakness.ts';

/** Tokens as one string without spaces, strings in quotation marks: what simple forms are compared with. */
export function compact(tokens: readonly CodeToken[]): string {
  return tokens
    .filter(({ kind }) => kind !== 'comment' && kind !== 'line-end')
    .map(({ kind, text }) => (kind === 'string' ? `'${text}'` : text))
    .join('');
}

/** The argument of that name, as `compact` writes it; `undefined` where it is not given. */
export function keyword(call: CodeCall, name: string): string | undefined {
  const found = call.arguments.find((argument) => argument.keyword === name);
  return found === undefined ? undefined : compact(found.tokens);
}

/** The argument at that place, from 0, where it has no name. */
export function positional(call: CodeCall, place: number): readonly CodeToken[] {
  return call.arguments.filter(({ keyword: name }) => name === null)[place]?.tokens ?? [];
}

/** Whether an expression is written out whole: strings and numbers, nothing filled in. */
export function isLiteral(tokens: readonly CodeToken[]): boolean {
  return tokens.every(({ kind, filled }) => kind !== 'name' && !filled);
}

/** Whether a string is put together from parts that may hold anything: `'a' + b`, `'%s' % b`, `f'{b}'`, `''.format(b)`. */
export function isComposed(tokens: readonly CodeToken[]): boolean {
  if (tokens.some(({ kind, filled }) => kind === 'string' && filled)) return true;
  return tokens.some(({ kind, text }, at) => {
    if (kind !== 'string') return false;
    const next = tokens[at + 1]?.text ?? '';
    if (next === '+' || (next === '%' && tokens[at + 2] !== undefined)) return true;
    if (tokens[at - 1]?.text === '+') return true;
    if (next === '.' && tokens[at + 2]?.text.startsWith('$')) return true;
    return next === '.' && tokens[at + 2]?.text === 'format' && text.includes('{');
  });
}

/** Whether a call of one of these paths meets a condition; a path without a dot is the last name. */
export function someCall(
  { calls }: CodeFragment,
  paths: RegExp,
  condition: (call: CodeCall) => boolean = () => true,
): boolean {
  return calls.some((call) => paths.test(call.path) && condition(call));
}

/** Whether some name is set to a value, as `compact` writes both: `ctx.check_hostname`, `'verify'` and the like by their last part. */
export function someAssignment(
  { statements }: CodeFragment,
  target: RegExp,
  value: RegExp,
): boolean {
  return statements.some(
    ({ assigned }) =>
      assigned !== null && target.test(assigned.target) && value.test(compact(assigned.value)),
  );
}

/** Whether an option is set in an object: `rejectUnauthorized: false`, `'verify_signature': False`. */
export function someOption({ tokens }: CodeFragment, name: RegExp, value: RegExp): boolean {
  return tokens.some(
    ({ kind, text }, at) =>
      (kind === 'name' || kind === 'string') &&
      name.test(text) &&
      tokens[at + 1]?.text === ':' &&
      value.test(tokens[at + 2]?.text ?? ''),
  );
}
