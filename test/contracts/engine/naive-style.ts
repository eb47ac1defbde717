import { SHAPE_PROPERTIES, textShape } from '../../../src/engine/embedded/ingest/text-shape.ts';
import { referenceTokens } from '../../numerics/kernels/reference-tokeniser.ts';

/** The elements of style of a text: its frame, the ends of other words, neighbours, and its shape. */
export function naiveStyle(text: string, frame: ReadonlySet<string>): ReadonlySet<string> {
  const tokens = referenceTokens(text);
  const seen = tokens.map((token) => shownOf(token, frame));
  const symbols = ['^', ...seen.map(({ symbol }) => symbol), '$'];
  const shape = textShape(Buffer.from(text), tokens.length);
  return new Set([
    ...seen.flatMap(({ shown }) => shown),
    ...symbols.slice(1).map((symbol, at) => `${symbols[at]} ${symbol}`),
    ...SHAPE_PROPERTIES.map((property) => `${property} = ${shape[property]}`),
  ]);
}

function shownOf(
  token: string,
  frame: ReadonlySet<string>,
): { symbol: string; shown: readonly string[] } {
  if (frame.has(token)) return { symbol: token, shown: [token] };
  if (!/\p{L}/u.test(token)) return { symbol: '0', shown: ['0'] };
  const letters = [...token];
  const shown = [2, 3]
    .filter((length) => letters.length > length)
    .map((length) => `-${letters.slice(-length).join('')}`);
  return { symbol: shown[0] ?? '*', shown };
}
