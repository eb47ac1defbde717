import type { Dictionary } from '../../../numerics/kernels/tokeniser.ts';
import { TOKEN_CLASS } from '../../../numerics/kernels/tokeniser.ts';
import type { Vocabulary } from '../store.ts';

export interface ThreadVocabulary {
  readonly tokens: Dictionary;
  readonly tokenFrequency: Uint32Array;
}

export interface MergedVocabulary {
  readonly vocabulary: Omit<Vocabulary, 'frameTokens'>;
  /** By thread: the id in the dataset of each id of that thread. */
  readonly remaps: readonly Uint32Array[];
}

/**
 * One vocabulary out of those of all threads: by falling frequency, then by text. It does not
 * depend on how many threads there were, nor on which batch went where.
 */
export function mergeVocabularies(parts: readonly ThreadVocabulary[]): MergedVocabulary {
  const order = new Map<string, number>();
  const frequency: number[] = [];
  const punctuation: number[] = [];
  const indexes = parts.map(({ tokens, tokenFrequency }) => {
    const bytes = Buffer.from(
      tokens.bytes.buffer,
      tokens.bytes.byteOffset,
      tokens.bytes.byteLength,
    );
    return Uint32Array.from(tokenFrequency, (count, id) => {
      const text = bytes.toString('utf8', tokens.offsets[id], tokens.offsets[id + 1]);
      let index = order.get(text);
      if (index === undefined) {
        index = frequency.length;
        order.set(text, index);
        frequency.push(0);
        punctuation.push(((tokens.classes[id] as number) & TOKEN_CLASS.punctuation) === 0 ? 0 : 1);
      }
      frequency[index] = (frequency[index] as number) + count;
      return index;
    });
  });
  const texts = [...order.keys()];
  const ranked = texts
    .map((_, index) => index)
    .sort(
      (a, b) =>
        (frequency[b] as number) - (frequency[a] as number) ||
        compare(texts[a] as string, texts[b] as string),
    );
  const rank = sharedWords(texts.length);
  ranked.forEach((index, position) => {
    rank[index] = position;
  });
  const remaps = indexes.map((toIndex) => {
    const remap = sharedWords(toIndex.length);
    toIndex.forEach((index, id) => {
      remap[id] = rank[index] as number;
    });
    return remap;
  });
  return { vocabulary: spellOut(ranked, { texts, frequency, punctuation }), remaps };
}

interface Unranked {
  readonly texts: readonly string[];
  readonly frequency: readonly number[];
  readonly punctuation: readonly number[];
}

function spellOut(ranked: readonly number[], unranked: Unranked): Omit<Vocabulary, 'frameTokens'> {
  const offsets = sharedWords(ranked.length + 1);
  ranked.forEach((index, position) => {
    offsets[position + 1] =
      (offsets[position] as number) + Buffer.byteLength(unranked.texts[index] as string);
  });
  const bytes = new Uint8Array(new SharedArrayBuffer(offsets[ranked.length] as number));
  const buffer = Buffer.from(bytes.buffer);
  const frequency = sharedWords(ranked.length);
  const punctuation = new Uint8Array(new SharedArrayBuffer(ranked.length));
  ranked.forEach((index, position) => {
    buffer.write(unranked.texts[index] as string, offsets[position] as number, 'utf8');
    frequency[position] = unranked.frequency[index] as number;
    punctuation[position] = unranked.punctuation[index] as number;
  });
  return { size: ranked.length, bytes, offsets, frequency, punctuation };
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function sharedWords(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(length * 4));
}
