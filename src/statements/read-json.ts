import { CredenceError } from '../core/error.ts';

/** Lists and objects within each other; no document that is read here comes near it. */
const MAX_DEPTH = 200;

/**
 * The value of JSON bytes. They must be UTF-8: a byte that is not is refused, not replaced, so that two
 * readers never see two documents. Nesting is bounded, so that whoever walks the value comes back.
 *
 * @throws CredenceError `DATA_MALFORMED`, `LIMIT_EXCEEDED`
 */
export function readJson(bytes: Uint8Array, what: string): unknown {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (cause) {
    throw new CredenceError('DATA_MALFORMED', `${what} is not JSON.`, { cause });
  }
  if (depthOf(text) <= MAX_DEPTH) return value;
  throw new CredenceError('LIMIT_EXCEEDED', `${what} is nested more than ${MAX_DEPTH} deep.`, {
    hint: 'It is damaged, or made to harm.',
  });
}

/** How deep valid JSON text is nested: brackets outside strings. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > deepest) deepest = depth;
  }
  return deepest;
}

/** Where the string that begins here ends: at the next quote that no backslash takes away. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
