import { codeCalls } from './code-calls.ts';
import type { CodeStatement } from './code-statement.ts';
import type { CodeToken } from './code-token.ts';

/** Objects that hold what a stranger sent. */
const REQUESTS = new Set(['request', 'req', 'ctx', '$_GET', '$_POST', '$_REQUEST', '$_COOKIE']);
/** What of them a stranger decides. */
const SENT = new Set(
  'args form GET POST values cookies headers files json query params body data read get_json getParameter param input session url'.split(
    ' ',
  ),
);
const ASKED = new Set(['raw_input', 'getParameter', 'getHeader', 'getQueryString', 'prompt']);
/** Calls whose names say that what comes out is checked or made harmless. */
const MAKES_HARMLESS =
  /escape|sanit|htmlspecial|htmlentit|filter_|intval|quote|clean|valid|secure_filename|basename|whitelist|allow|literal_eval|safe|^(?:int|float|parseInt|Number|bool|len)$|encodeURI|prepare/i;
/** Ways out for what does not pass a check. */
const REJECTS = new Set(['abort', 'raise', 'throw', 'ValueError', 'exit']);
/** Comparisons with more than “is there a value”. */
const COMPARES = new Set([
  'in',
  'startswith',
  'endsWith',
  'startsWith',
  'match',
  'fullmatch',
  'isalnum',
  'isdigit',
  'isnumeric',
  'includes',
  'test',
  'isabs',
]);

/** Knows which values of a fragment come from a stranger, and which of them were checked. */
export class UntrustedValues {
  readonly #names: ReadonlySet<string>;
  readonly #checked: ReadonlySet<string>;

  constructor(statements: readonly CodeStatement[]) {
    this.#checked = checkedNames(statements);
    this.#names = untrustedNames(statements, this.#checked);
  }

  /** Whether an expression holds an unchecked value of a stranger that nothing makes harmless. */
  isIn(tokens: readonly CodeToken[]): boolean {
    const harmless = harmlessPlaces(tokens);
    return tokens.some((token, at) => {
      if (harmless[at] === 1) return false;
      if (token.kind === 'string' && token.filled) return this.#inString(token.text);
      if (token.kind !== 'name') return false;
      // In PHP, a full stop joins strings, and names begin with a dollar.
      if (tokens[at - 1]?.text === '.' && !token.text.startsWith('$')) return false;
      if (isSource(tokens, at)) return !isCheckedSource(tokens, at, this.#checked);
      return this.#names.has(token.text) && !this.#checked.has(token.text);
    });
  }

  #inString(text: string): boolean {
    return [...text.matchAll(/\{\s*([\p{L}_$][\p{L}\p{N}_$]*)/gu)].some(
      ([, name = '']) => this.#names.has(name) && !this.#checked.has(name),
    );
  }
}

/** `request.form['name']` where `'name' in request.form` was asked. */
function isCheckedSource(
  tokens: readonly CodeToken[],
  at: number,
  checked: ReadonlySet<string>,
): boolean {
  const key = tokens.slice(at, at + 7).find(({ kind }) => kind === 'string');
  return key !== undefined && checked.has(key.text);
}

function untrustedNames(
  statements: readonly CodeStatement[],
  checked: ReadonlySet<string>,
): Set<string> {
  const names = new Set<string>();
  for (const { assigned } of statements) {
    if (assigned === null) continue;
    const { target, value } = assigned;
    const harmless = harmlessPlaces(value);
    const reaches = value.some(
      (token, at) =>
        token.kind === 'name' &&
        harmless[at] === 0 &&
        ((isSource(value, at) && !isCheckedSource(value, at, checked)) ||
          (names.has(token.text) && (value[at - 1]?.text !== '.' || token.text.startsWith('$')))),
    );
    if (reaches) names.add(target);
    else names.delete(target);
  }
  return names;
}

function isSource(tokens: readonly CodeToken[], at: number): boolean {
  const text = tokens[at]?.text ?? '';
  if (ASKED.has(text) && tokens[at + 1]?.text === '(') return true;
  if (text.startsWith('$_')) return REQUESTS.has(text);
  return REQUESTS.has(text) && tokens[at + 1]?.text === '.' && SENT.has(tokens[at + 2]?.text ?? '');
}

/** 1 for the tokens of calls that make their arguments harmless. */
function harmlessPlaces(tokens: readonly CodeToken[]): Uint8Array {
  const places = new Uint8Array(tokens.length);
  for (const { name, start, end } of codeCalls(tokens))
    if (MAKES_HARMLESS.test(name)) places.fill(1, start, end);
  return places;
}

/** Names and keys that a condition asks about, where something is turned away or compared with what is allowed. */
function checkedNames(statements: readonly CodeStatement[]): Set<string> {
  const all = statements.flatMap(({ tokens }) => tokens);
  const rejects = all.some(({ kind, text }) => kind === 'name' && REJECTS.has(text));
  const checked = new Set<string>();
  for (const { tokens } of statements) {
    const from = tokens.findIndex(
      ({ text }) => text === 'if' || text === 'assert' || text === 'elif',
    );
    if (from === -1) continue;
    const colon = tokens.findIndex(({ text }, at) => at > from && text === ':');
    const condition = tokens.slice(from + 1, colon === -1 ? undefined : colon);
    const compares = condition.some(({ kind, text }) => kind === 'name' && COMPARES.has(text));
    if (!rejects && !compares) continue;
    if (isSubstringOfAddress(condition)) continue;
    for (const { kind, text } of condition)
      if (kind === 'name' || kind === 'string') checked.add(text);
  }
  return checked;
}

/** `"example.com" in url` is no check: the name may stand anywhere in the address (CWE-20). */
function isSubstringOfAddress(condition: readonly CodeToken[]): boolean {
  const [first, second] = condition;
  return (
    first?.kind === 'string' && /^[\w-]+(?:\.[\w-]+)+$/.test(first.text) && second?.text === 'in'
  );
}
