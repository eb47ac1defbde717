import { NO_ID, type Store } from '../store.ts';
import { StyleAlphabet, shapeSymbol } from './style-alphabet.ts';
import type { StyleElements } from './style-reader.ts';

export interface MaskInput {
  readonly store: Store;
  readonly elements: StyleElements;
  readonly tokenLimit: number;
}

/** By feature of the outcome model: 1 where it shows one of these elements, which are not pairs. */
export function maskOf(
  { store, elements, tokenLimit }: MaskInput,
  chosen: Uint32Array,
): Uint8Array {
  const mask = new Uint8Array(tokenLimit + store.items.count);
  const symbols = new Set(
    Array.from(chosen)
      .filter((element) => elements.second[element] === NO_ID)
      .map((element) => elements.first[element] as number),
  );
  const alphabet = new StyleAlphabet(store, elements.symbols);
  for (let token = 0; token < tokenLimit; token += 1)
    if (alphabet.token(token).shown.some((symbol) => symbols.has(symbol))) mask[token] = 1;
  for (const { kind, name, firstItem, texts } of store.items.columns)
    if (kind === 'shape')
      texts.forEach((text, at) => {
        if (symbols.has(alphabet.symbol(shapeSymbol(name, text))))
          mask[tokenLimit + firstItem + at] = 1;
      });
  return mask;
}
