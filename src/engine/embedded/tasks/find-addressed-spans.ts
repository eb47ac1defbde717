import { addressLevel, addressOf } from '../../../core/clauses/address.ts';
import type { ClauseWord } from '../../../core/clauses/clause-words.ts';
import type { Clause } from '../../../core/clauses/clauses.ts';
import type { HiddenBy } from '../../../core/clauses/hidden-markup.ts';
import type { AddressedSpan, AddressedSpans } from '../../operations/content.ts';
import {
  type ClauseTraits,
  isWorded,
  LEVELS,
  MOST_FUNCTION_WORDS,
  type TextCounts,
  TITLE_CASE,
  textCounts,
  traitsOf,
  withInner,
} from '../addressed/clause-traits.ts';
import { type TextPart, textParts } from '../addressed/text-parts.ts';
import { TraitTables } from '../addressed/trait-tables.ts';
import { WordSpread } from '../addressed/word-spread.ts';
import { readSpooled } from '../columns/read-spooled.ts';
import type { StoredTexts } from '../columns/text-column.ts';
import { sampleDraw } from './training-sample.ts';

const MOST_BYTES = 128 * 2 ** 20;
/** Of more texts than this, a fixed sample says what is usual; every text is held against it. */
const MOST_LEARNT = 50_000;
const LONGEST_SPAN = 300;
/** What each step of address adds by itself: honest content commands its reader less than it tells. */
const ADDRESS_STEP = 0.8;
/** What is hidden from readers, and yet speaks to one. */
const HIDDEN = 2;
/** Clauses enough to judge a text by itself. */
const OWN_CLAUSES = 8;
const LEAST_OWN = 0.05;
const LEAST_SCORE = 1;

/**
 * For each text, the clause that turns to its reader and breaks most with what surrounds it. Every
 * trait of a clause is held against the clauses of the same dataset in a like setting, and against
 * the rest of its own text: where commands are the rule, a command is no surprise.
 */
export function findAddressedSpans(texts: StoredTexts): AddressedSpans {
  const every = sampleStep(texts);
  const looked = Math.ceil(textCount(texts) / every);
  const teaches = (position: number): boolean =>
    looked <= MOST_LEARNT || sampleDraw(position) < MOST_LEARNT / looked;
  const spread = new WordSpread();
  visitTexts(texts, { every, teaches }, (text) => {
    for (const { words, clauses } of textParts(text))
      for (const clause of clauses) spread.add(words, clause);
  });
  const tables = new TraitTables();
  const candidates: Candidate[] = [];
  let [records, learntFrom, clauses] = [0, 0, 0];
  visitTexts(texts, { every, teaches: () => true }, (text, position) => {
    const parts = textParts(text);
    records += 1;
    for (const part of parts) clauses += part.clauses.length;
    const learnt = teaches(position);
    if (learnt) learntFrom += 1;
    if (!learnt && !parts.some(mayHoldCandidate)) return;
    const counts = textCounts(parts.flatMap(({ words }) => words));
    for (const part of parts) {
      const context = { text, position, spread, counts };
      const traits = partTraits(part, context);
      if (learnt) for (const one of traits) tables.add(one);
      candidates.push(...candidatesIn(part, traits, context));
    }
  });
  return { spans: strongest(candidates, tables), records, learntFrom, clauses };
}

/** A clause that turns to its reader, with what its own text says about it. */
interface Candidate {
  readonly position: number;
  readonly traits: ClauseTraits;
  readonly hidden: HiddenBy | null;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly place: number;
  /** Clauses of prose in its text. */
  readonly worded: number;
  /** Surprise of its address, and of its prose, within its own text. */
  readonly ownAddress: number;
  readonly ownProse: number;
}

interface CandidateContext {
  readonly text: string;
  readonly position: number;
  readonly spread: WordSpread;
  readonly counts: TextCounts;
}

/** A cheap first look: whether any clause turns to its reader at all. */
function mayHoldCandidate({ words, clauses }: TextPart): boolean {
  return withInner(words, clauses).some(
    (clause) => isWorded(words, clause) && addressLevel(addressOf(words, clause)) > 0,
  );
}

function partTraits(
  { words, clauses }: TextPart,
  { spread, counts }: CandidateContext,
): ClauseTraits[] {
  const starts = new Set(clauses.map(({ first }) => first));
  return withInner(words, clauses).map((clause) =>
    traitsOf(clause, { words, counts, spread, inner: !starts.has(clause.first) }),
  );
}

function candidatesIn(
  part: TextPart,
  traits: readonly ClauseTraits[],
  context: CandidateContext,
): Candidate[] {
  const own = new OwnText(traits);
  let around = traits[0];
  return traits.flatMap((one) => {
    if (!one.inner) around = one;
    if (!one.worded || one.level < (one.inner ? 2 : 1)) return [];
    return {
      ...placed(part, one.clause, context),
      traits: one,
      worded: own.worded,
      ...own.surprise(one, around ?? one),
    };
  });
}

function placed(
  { words, offset, hidden }: TextPart,
  clause: Clause,
  { text, position }: { readonly text: string; readonly position: number },
): Pick<Candidate, 'position' | 'hidden' | 'start' | 'end' | 'text' | 'place'> {
  const start = (words[clause.first] as ClauseWord).start;
  const end = (words[clause.last - 1] as ClauseWord).end;
  const encoded = hidden?.by === 'encoding';
  return {
    position,
    hidden: hidden?.by ?? null,
    start: encoded ? offset : start + offset,
    end: encoded ? offset + hidden.length : end + offset,
    text: (hidden?.text ?? text).slice(start, Math.min(end, start + LONGEST_SPAN)),
    place: (start + offset) / Math.max(1, text.length),
  };
}

/** How rare a clause's like is among the other clauses of the same text, in powers of ten. */
class OwnText {
  /** Clauses of prose by level, and all clauses by function words; those that begin within others left out. */
  readonly #levels: Uint32Array = new Uint32Array(LEVELS);
  readonly #prose: Uint32Array = new Uint32Array(MOST_FUNCTION_WORDS + 1);
  readonly #clauses: number;
  readonly worded: number;

  constructor(traits: readonly ClauseTraits[]) {
    const outer = traits.filter(({ inner }) => !inner);
    for (const { level, prose, worded } of outer) {
      if (worded) this.#levels[level] = (this.#levels[level] as number) + 1;
      this.#prose[prose] = (this.#prose[prose] as number) + 1;
    }
    this.#clauses = outer.length;
    this.worded = this.#levels.reduce((sum, count) => sum + count, 0);
  }

  /** `around` is the clause itself, or the one within which it begins. */
  surprise(
    { level, prose }: ClauseTraits,
    around: ClauseTraits,
  ): { readonly ownAddress: number; readonly ownProse: number } {
    const addressed =
      atLeast(this.#levels, level) - (around.worded && around.level >= level ? 1 : 0);
    const wordy = atLeast(this.#prose, prose) - (around.prose >= prose ? 1 : 0);
    return {
      ownAddress: -Math.log10((addressed + LEAST_OWN) / (this.worded + 1)),
      ownProse:
        this.#clauses < OWN_CLAUSES
          ? Number.POSITIVE_INFINITY
          : -Math.log10((wordy + LEAST_OWN) / (this.#clauses + 1)),
    };
  }
}

function atLeast(counts: Uint32Array, least: number): number {
  return counts.subarray(least).reduce((sum, count) => sum + count, 0);
}

function strongest(candidates: readonly Candidate[], tables: TraitTables): AddressedSpan[] {
  const best = new Map<number, AddressedSpan>();
  for (const candidate of candidates) {
    const span = spanOf(candidate, tables);
    const held = best.get(span.position);
    if (span.score >= LEAST_SCORE && (held === undefined || span.score > held.score))
      best.set(span.position, span);
  }
  return [...best.values()];
}

function spanOf(candidate: Candidate, tables: TraitTables): AddressedSpan {
  const { traits, hidden, worded, ownAddress, ownProse, position, start, end, text, place } =
    candidate;
  const surprise = tables.surprise(traits);
  const address = Math.max(0, Math.min(surprise.address, ownAddress));
  const prose = Math.max(0, Math.min(surprise.prose, ownProse));
  const { form, topic, seams } = surprise;
  const step = traits.setting < TITLE_CASE ? ADDRESS_STEP * (traits.level - 1) : 0;
  const unseen = hidden === null ? 0 : HIDDEN;
  return {
    position,
    start,
    end,
    text,
    place,
    score: address + prose + form + topic + seams + step + unseen - Math.log10(worded + 1),
    address: traits.address,
    hidden,
    seams: traits.seams,
    surprise: { address, prose, form, topic, seams },
  };
}

/** Of more text than is looked at, every so-manieth record. */
function sampleStep({ chunks }: StoredTexts): number {
  const bytes = chunks.reduce((sum, { offsets }) => sum + (offsets.at(-1) ?? 0), 0);
  return Math.ceil(bytes / MOST_BYTES) || 1;
}

function textCount({ chunks }: StoredTexts): number {
  return chunks.reduce((sum, { offsets }) => sum + offsets.length - 1, 0);
}

interface Visited {
  readonly every: number;
  readonly teaches: (position: number) => boolean;
}

function visitTexts(
  { chunks }: StoredTexts,
  { every, teaches }: Visited,
  visit: (text: string, position: number) => void,
): void {
  for (const { first, offsets, bytes } of chunks) {
    const { buffer, byteOffset } = readSpooled(bytes, 0, offsets.at(-1) ?? 0);
    for (let index = 0; index + 1 < offsets.length; index += 1) {
      if ((first + index) % every !== 0 || !teaches(first + index)) continue;
      const [start, end] = [offsets[index] as number, offsets[index + 1] as number];
      visit(Buffer.from(buffer, byteOffset + start, end - start).toString(), first + index);
    }
  }
}
