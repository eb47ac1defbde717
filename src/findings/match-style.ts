import type { Span } from './finding.ts';

const MOST_TOKENS = 2000;
const WORD = /^[\p{L}\p{N}_]+$/u;
const NUMBER = /^\p{N}+$/u;

interface Token extends Span {
  readonly text: string;
}

/** Where elements of a style stand in a text, in order and without overlap. */
export function matchStyle(elements: readonly string[], text: string): Span[] {
  const tokens = [...text.matchAll(/[\p{L}\p{N}_]+|[^\s]/gu)].slice(0, MOST_TOKENS).map(
    (match): Token => ({
      text: match[0].toLowerCase(),
      start: match.index,
      end: match.index + match[0].length,
    }),
  );
  const spans = tokens.flatMap((token, at): Span[] => {
    const length = elements.reduce(
      (longest, element) => Math.max(longest, lengthAt(element.split(' '), tokens, at)),
      0,
    );
    const last = tokens[at + length - 1];
    return length === 0 || last === undefined ? [] : [{ start: token.start, end: last.end }];
  });
  return spans.filter(({ start }, at) => start >= (spans[at - 1]?.end ?? 0));
}

/** How many tokens from here on an element takes up, 0 where it does not stand here. */
function lengthAt(symbols: readonly string[], tokens: readonly Token[], at: number): number {
  const [first = '', second] = symbols;
  if (symbols.length > 2) return 0;
  if (first === '^') return at === 0 && isSymbol(tokens[at], second) ? 1 : 0;
  if (!isSymbol(tokens[at], first)) return 0;
  if (second === undefined) return 1;
  if (second === '$') return at === tokens.length - 1 ? 1 : 0;
  return isSymbol(tokens[at + 1], second) ? 2 : 0;
}

function isSymbol(token: Token | undefined, symbol: string | undefined): boolean {
  if (token === undefined || symbol === undefined) return false;
  if (symbol === '*') return WORD.test(token.text);
  if (symbol === '0') return NUMBER.test(token.text);
  const ending = symbol.slice(1);
  if (symbol.startsWith('-') && ending !== '')
    return (
      WORD.test(token.text) && token.text.length > ending.length && token.text.endsWith(ending)
    );
  return token.text === symbol;
}
