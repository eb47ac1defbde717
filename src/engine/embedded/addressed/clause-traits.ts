import { type Address, addressLevel, addressOf } from '../../../core/clauses/address.ts';
import type { ClauseWord } from '../../../core/clauses/clause-words.ts';
import { type Clause, innerStarts } from '../../../core/clauses/clauses.ts';
import { FUNCTION_WORDS } from '../../../core/words/function-words.ts';
import { stemOf, type WordSpread } from './word-spread.ts';

/** What a clause looks like, in small whole numbers that can be counted. */
export interface ClauseTraits {
  readonly clause: Clause;
  readonly address: Address;
  /** `addressLevel`, 0 to 4. */
  readonly level: number;
  /** What surrounds it, by how much of that is function words; clauses in title case apart. */
  readonly setting: number;
  /** Function words, 0 to `MOST_FUNCTION_WORDS`. */
  readonly prose: number;
  /** How it begins (lower case, capital, mark or number) and ends (nothing, full stop, question mark, colon). */
  readonly form: number;
  /** How many content words it has, in classes. */
  readonly breadth: number;
  /** Share of content words, weighted by rarity, that the rest of the text does not hold; tenths. */
  readonly novelty: number;
  /** Ends of it at which the text around is cut in the middle of a sentence. */
  readonly seams: number;
  /** How it is joined to what surrounds it: below `JOINTS`, from a line of its own to two seams. */
  readonly joint: number;
  /** True where it begins within another clause. */
  readonly inner: boolean;
  /** True where it has words enough to be a clause of prose. */
  readonly worded: boolean;
}

export const SETTINGS = 8;
export const TITLE_CASE = 4;
export const LEVELS = 5;
export const MOST_FUNCTION_WORDS = 7;
export const FORMS = 12;
export const BREADTHS = 5;
export const NOVELTIES = 11;
export const JOINTS = 4;

const LEAST_WORDS = 3;
/** Below the first, a table or a list; below the second, code or notes; above, prose. */
const SETTING_SHARES = [0.12, 0.3];
/** With fewer words around it, a clause has no surroundings. */
const LEAST_SURROUNDINGS = 8;
const GAP = 3;

/** Counts over a whole text, with which its clauses are compared. */
export interface TextCounts {
  readonly stems: ReadonlyMap<string, number>;
  readonly words: number;
  readonly functionWords: number;
}

export function textCounts(words: readonly ClauseWord[]): TextCounts {
  const stems = new Map<string, number>();
  let [counted, functionWords] = [0, 0];
  for (const { kind, text } of words) {
    if (kind === 'mark') continue;
    counted += 1;
    if (kind === 'number') continue;
    if (FUNCTION_WORDS.has(text)) functionWords += 1;
    const stem = stemOf(text);
    stems.set(stem, (stems.get(stem) ?? 0) + 1);
  }
  return { stems, words: counted, functionWords };
}

/** The clauses, and behind each what begins within it. */
export function withInner(words: readonly ClauseWord[], clauses: readonly Clause[]): Clause[] {
  return clauses.flatMap((clause) => [
    clause,
    ...innerStarts(words, clause).map((first) => ({ first, last: clause.last })),
  ]);
}

export interface TraitContext {
  readonly words: readonly ClauseWord[];
  readonly counts: TextCounts;
  readonly spread: WordSpread;
  readonly inner: boolean;
}

export function traitsOf(clause: Clause, context: TraitContext): ClauseTraits {
  const { words, counts, spread, inner } = context;
  const own = ownWords(words, clause);
  const address = addressOf(words, clause);
  const seams = seamsOf(words, clause, inner);
  const rest = counts.words - own.words;
  const share = (counts.functionWords - own.functionWords) / Math.max(1, rest);
  const around =
    rest < LEAST_SURROUNDINGS ? 3 : SETTING_SHARES.filter((least) => share >= least).length;
  return {
    clause,
    address,
    level: addressLevel(address),
    setting: around + (own.titleCase ? TITLE_CASE : 0),
    prose: Math.min(MOST_FUNCTION_WORDS, own.functionWords),
    form: formOf(words, clause),
    breadth: Math.min(BREADTHS - 1, own.stems.size >> 1),
    novelty: noveltyOf(own.stems, counts.stems, spread),
    seams,
    joint: seams > 0 ? seams + 1 : Number(isFollowed(words, clause)),
    inner,
    worded: own.words >= LEAST_WORDS && own.functionWords > 0,
  };
}

/** Whether a clause has words enough to be one of prose. */
export function isWorded(words: readonly ClauseWord[], { first, last }: Clause): boolean {
  let [counted, functionWords] = [0, 0];
  for (let at = first; at < last; at += 1) {
    const { kind, text } = words[at] as ClauseWord;
    if (kind === 'mark') continue;
    counted += 1;
    if (kind === 'word' && FUNCTION_WORDS.has(text)) functionWords += 1;
  }
  return counted >= LEAST_WORDS && functionWords > 0;
}

interface OwnWords {
  readonly words: number;
  readonly functionWords: number;
  readonly titleCase: boolean;
  readonly stems: ReadonlyMap<string, number>;
}

function ownWords(words: readonly ClauseWord[], { first, last }: Clause): OwnWords {
  const stems = new Map<string, number>();
  let [counted, functionWords, content, capitals] = [0, 0, 0, 0];
  for (let at = first; at < last; at += 1) {
    const { kind, text, capital, lower } = words[at] as ClauseWord;
    if (kind === 'mark') continue;
    counted += 1;
    if (kind === 'number') continue;
    const functional = FUNCTION_WORDS.has(text);
    // In title case, “Paid it All”, function words may have a capital too, which others never do.
    if (at > first && (capital ? !isPronounI(text) : lower && !functional)) {
      content += 1;
      if (capital) capitals += 1;
    }
    if (functional) {
      functionWords += 1;
      continue;
    }
    if (text.length > 2) stems.set(stemOf(text), (stems.get(stemOf(text)) ?? 0) + 1);
  }
  return { words: counted, functionWords, titleCase: capitals * 2 > content, stems };
}

function isPronounI(text: string): boolean {
  return /^i(?:['’]|$)/u.test(text);
}

function noveltyOf(own: OwnWords['stems'], all: TextCounts['stems'], spread: WordSpread): number {
  let novel = 0;
  for (const [stem, count] of own) if (all.get(stem) === count) novel += spread.rarity(stem);
  return own.size === 0 ? 0 : Math.round((10 * novel) / own.size);
}

const ENDS: ReadonlyMap<string, number> = new Map([
  ['.', 1],
  ['!', 1],
  ['?', 2],
  [':', 3],
]);

function formOf(words: readonly ClauseWord[], { first, last }: Clause): number {
  const { kind, capital } = words[first] as ClauseWord;
  const plain = kind === 'word' ? 0 : 2;
  return 4 * (capital ? 1 : plain) + (ENDS.get((words[last - 1] as ClauseWord).text) ?? 0);
}

function seamsOf(words: readonly ClauseWord[], { first, last }: Clause, inner: boolean): number {
  const before = words[first - 1];
  const after = words[last];
  const cutBefore = inner && before !== undefined && before.kind !== 'mark';
  const cutAfter = isFollowed(words, { first, last }) && after?.kind === 'word' && after.lower;
  return (cutBefore ? 1 : 0) + (cutAfter ? 1 : 0);
}

/** Whether it ends like a sentence, and something goes on behind it on the same line. */
function isFollowed(words: readonly ClauseWord[], { last }: Clause): boolean {
  const [end, after] = [words[last - 1] as ClauseWord, words[last]];
  return (
    after !== undefined &&
    ENDS.has(end.text) &&
    after.kind !== 'mark' &&
    !after.newLine &&
    after.start - end.end < GAP
  );
}
