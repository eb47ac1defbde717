import type { Passages } from './read-passages.ts';
import { asks, type SharedStart } from './shared-starts.ts';
import { LEAST_PROSE, proseShare, type TokenWeights } from './token-weights.ts';

/** What two passages that share a question have in common beyond it. */
export interface PassageLikeness {
  /** How much of the question, by weight, both passages take up again in their own words, 0 to 1. */
  readonly takenUp: number;
  /** Cosine of the weighted content words of what is left, 0 to 1. */
  readonly alike: number;
  /** Whether what they share is a question by its form, and begins them both. */
  readonly asks: boolean;
  /** Share of runs of three tokens that they have in common: copies share them, paraphrases do not. */
  readonly verbatim: number;
}

const LEAST_REST = 8;
const LEAST_TAKEN_UP = 0.1;
/** A question whose words weigh this much says what it is about. */
const TELLING = 8;
const RUN = 3;

/** `null` where nothing but the question is shared, or where there is hardly more than the question. */
export function comparePassages(
  passages: Passages,
  weights: TokenWeights,
  { one, other, oneStart, otherStart, length }: SharedStart,
): PassageLikeness | null {
  const first = withoutQuestion(passages, one, { start: oneStart, length });
  const second = withoutQuestion(passages, other, { start: otherStart, length });
  if (Math.min(first.length, second.length) < Math.max(LEAST_REST, length)) return null;
  const from = (passages.offsets[one] as number) + oneStart;
  const question = passages.ids.subarray(from, from + length);
  if (proseShare(question, weights) === 0) return null;
  if (Math.min(proseShare(first, weights), proseShare(second, weights)) < LEAST_PROSE) return null;
  const asked = stemsOf(question, weights);
  const [left, right] = [stemsOf(first, weights), stemsOf(second, weights)];
  const weight = weightOf(asked, weights);
  const again = weightOf(asked.intersection(left).intersection(right), weights);
  const takenUp = weight === 0 ? 0 : Math.min(1, again / TELLING) * (again / weight);
  if (takenUp < LEAST_TAKEN_UP) return null;
  const product = weightOf(left, weights) * weightOf(right, weights);
  const alike = weightOf(left.intersection(right), weights) / Math.sqrt(product || 1);
  return {
    takenUp,
    alike,
    asks: oneStart === 0 && otherStart === 0 && asks(question, weights),
    verbatim: verbatimShare(first, second),
  };
}

function withoutQuestion(
  { ids, offsets }: Passages,
  passage: number,
  { start, length }: { readonly start: number; readonly length: number },
): Uint32Array {
  const tokens = ids.subarray(offsets[passage], offsets[passage + 1]);
  const rest = new Uint32Array(tokens.length - length);
  rest.set(tokens.subarray(0, start));
  rest.set(tokens.subarray(start + length), start);
  return rest;
}

function stemsOf(tokens: Uint32Array, { stems }: TokenWeights): Set<number> {
  const found = new Set<number>();
  for (const token of tokens) {
    const stem = stems[token] as number;
    if (stem !== 0) found.add(stem);
  }
  return found;
}

function weightOf(stems: ReadonlySet<number>, { weights }: TokenWeights): number {
  let sum = 0;
  for (const stem of stems) sum += weights[stem] as number;
  return sum;
}

function verbatimShare(first: Uint32Array, second: Uint32Array): number {
  const runs = runsOf(first);
  const other = runsOf(second);
  return runs.intersection(other).size / Math.max(1, Math.min(runs.size, other.size));
}

function runsOf(tokens: Uint32Array): Set<string> {
  const runs = new Set<string>();
  for (let at = 0; at + RUN <= tokens.length; at += 1)
    runs.add(tokens.subarray(at, at + RUN).join(' '));
  return runs;
}
