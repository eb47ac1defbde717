import { INTERROGATIVES, INVERTED_VERBS } from '../../../core/words/address-words.ts';
import { type Store, tokenText } from '../store.ts';

/** What the comparison of passages knows about tokens. */
export interface TokenWeights {
  /** Stem of each token; 0 where it is no content word. */
  readonly stems: Uint32Array;
  /** −ln of the share of records that a stem can be in at most. */
  readonly weights: Float32Array;
  /** 1 where a token ends a sentence. */
  readonly ends: Uint8Array;
  /** 1 where a token asks wherever it stands (what, ?), 2 where it asks at the beginning alone (is, can). */
  readonly asking: Uint8Array;
  /** 1 where a token is a function word. */
  readonly functionWords: Uint8Array;
}

const STEM = 6;
const SENTENCE_ENDS: ReadonlySet<string> = new Set(['.', '?', '!', '。', '？', '！']);

/** Forms of a word are one stem by its first letters; function words and marks have none. */
export function tokenWeights({ vocabulary, records }: Store): TokenWeights {
  const ids = new Map<string, number>();
  const stems = new Uint32Array(vocabulary.size);
  const ends = new Uint8Array(vocabulary.size);
  const asking = new Uint8Array(vocabulary.size);
  const counts: number[] = [0];
  for (let token = 0; token < vocabulary.size; token += 1) {
    const text = tokenText(vocabulary, token);
    if (SENTENCE_ENDS.has(text)) ends[token] = 1;
    if (INTERROGATIVES.has(text) || text === '?') asking[token] = 1;
    else if (INVERTED_VERBS.has(text)) asking[token] = 2;
    if (vocabulary.frameTokens[token] === 1 || text.length < 2) continue;
    const stem = text.slice(0, STEM);
    const id = ids.get(stem) ?? counts.push(0) - 1;
    ids.set(stem, id);
    stems[token] = id;
    counts[id] = (counts[id] as number) + (vocabulary.frequency[token] as number);
  }
  const weights = Float32Array.from(counts, (count) =>
    Math.max(0, Math.log(records / Math.max(1, count))),
  );
  const functionWords = vocabulary.frameTokens.map((frame, token) =>
    frame === 1 && vocabulary.punctuation[token] === 0 ? 1 : 0,
  );
  return { stems, weights, ends, asking, functionWords };
}

/** Share of function words below which a text is no prose: tables and lists have no questions. */
export const LEAST_PROSE = 0.15;

export function proseShare(tokens: Uint32Array, { functionWords }: TokenWeights): number {
  return tokens.reduce((sum, token) => sum + (functionWords[token] as number), 0) / tokens.length;
}
