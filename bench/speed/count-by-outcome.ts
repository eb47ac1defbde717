import { Tokeniser } from '../../src/numerics/kernels/tokeniser.ts';
import type { Corpus } from './kernels-corpus.ts';

const BATCH = 8192;
const NEVER = 0xffff_ffff;

/** Documents by token and label: row `token` has one count a label. */
export interface OutcomeCounts {
  readonly tokens: number;
  readonly labels: number;
  readonly counts: Uint32Array;
}

/** Counts, for every token and label, the documents that hold the token at least once. */
export function countByOutcome({ bytes, offsets, labels }: Corpus): OutcomeCounts {
  const tokeniser = new Tokeniser();
  const width = labels.reduce((most, label) => Math.max(most, label), 0) + 1;
  let counts = new Uint32Array(1 << 16);
  let seenIn = new Uint32Array(1 << 13).fill(NEVER);
  for (let first = 0; first < labels.length; first += BATCH) {
    const places = offsets.subarray(first, Math.min(first + BATCH, labels.length) + 1);
    const { tokens, ends } = tokeniser.tokenise(bytes, places);
    while (seenIn.length < tokeniser.size) seenIn = doubled(seenIn, NEVER);
    while (counts.length < tokeniser.size * width) counts = doubled(counts, 0);
    for (let index = 0, at = 0; index < ends.length; index += 1) {
      const document = first + index;
      const label = labels[document] as number;
      for (const end = ends[index] as number; at < end; at += 1) {
        const token = tokens[at] as number;
        if (seenIn[token] === document) continue;
        seenIn[token] = document;
        const cell = token * width + label;
        counts[cell] = (counts[cell] as number) + 1;
      }
    }
  }
  const { size } = tokeniser;
  return { tokens: size, labels: width, counts: counts.subarray(0, size * width) };
}

function doubled(values: Uint32Array, rest: number): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(values.length * 2).fill(rest, values.length);
  longer.set(values);
  return longer;
}
