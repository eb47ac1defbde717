import { propertiesOf, ruleIn } from './character-properties.ts';
import type { HiddenFamily } from './families.ts';
import { codePointAfter, widthOf } from './neighbours.ts';
import { judgeBidiControls } from './rules/bidi-controls.ts';
import { judgeMarkRun } from './rules/combining-marks.ts';
import { judgeCompatibility } from './rules/compatibility.ts';
import { styleOf } from './rules/compatibility-styles.ts';
import { judgeControl } from './rules/control-characters.ts';
import { judgeFiller } from './rules/fillers.ts';
import { judgeIdeographImage, judgeImageWord } from './rules/image-words.ts';
import { judgeJoiner } from './rules/joiners.ts';
import { judgeMixedWord, type WordVerdict } from './rules/mixed-words.ts';
import type { Judge, Site } from './rules/site.ts';
import { judgeSpace } from './rules/spaces.ts';
import { judgeTags } from './rules/tag-characters.ts';
import { judgeVariationSelector } from './rules/variation-selectors.ts';
import { judgeZeroWidth } from './rules/zero-width.ts';
import { Rule } from './special-characters.ts';
import { type Survey, surveyText } from './survey.ts';

/** One place where a text holds something that a reader does not see, or sees as something else. */
export interface HiddenOccurrence {
  readonly family: HiddenFamily;
  /** The hidden characters themselves; of a mixed word only the foreign letters. */
  readonly codePoints: readonly number[];
  /** UTF-16 offsets, end exclusive; of a homoglyph or a mixed word the whole word. */
  readonly start: number;
  readonly end: number;
  /** What is wrong there, as a noun phrase. */
  readonly reason: string;
  /** What the span reads as to a person, where that differs from dropping the characters. */
  readonly readsAs?: string;
}

export interface HiddenOptions {
  /** The text begins a file, so that a byte order mark is in its place there. */
  readonly startsFile?: boolean;
}

type Mutable = { -readonly [Key in keyof HiddenOccurrence]: HiddenOccurrence[Key] } & {
  codePoints: number[];
};

const FAMILY_OF_RULE: Readonly<Record<number, readonly [HiddenFamily, Judge]>> = {
  [Rule.zeroWidth]: ['zero-width', judgeZeroWidth],
  [Rule.joiner]: ['joiners', judgeJoiner],
  [Rule.tag]: ['tag-characters', judgeTags],
  [Rule.variation]: ['variation-selectors', judgeVariationSelector],
  [Rule.space]: ['unusual-spaces', judgeSpace],
  [Rule.control]: ['control-characters', judgeControl],
  [Rule.filler]: ['soft-hyphens-and-fillers', judgeFiller],
  [Rule.compatibility]: ['compatibility', judgeCompatibility],
};

class Finder {
  readonly #survey: Survey;
  readonly #found: HiddenOccurrence[] = [];

  constructor(survey: Survey) {
    this.#survey = survey;
  }

  run(options: HiddenOptions): HiddenOccurrence[] {
    this.#judgeSpecials(options.startsFile === true);
    const { mixedWords, imageWords, strayLetters, ideographImages, markRuns, text } = this.#survey;
    for (const [start, end] of pairs(mixedWords)) {
      this.#addWord(judgeMixedWord(this.#survey, start, end), start, end);
    }
    for (const [start, end] of pairs(imageWords)) {
      this.#addWord(judgeImageWord(this.#survey, start, end), start, end);
    }
    for (const [start, end] of pairs(strayLetters)) {
      this.#add({
        family: 'mixed-scripts',
        codePoints: [codePointAfter(text, start)],
        start,
        end,
        reason: 'a single letter of another script within a word',
      });
    }
    for (const offset of ideographImages) {
      this.#addWord(judgeIdeographImage(this.#survey, offset), offset, offset + 1);
    }
    for (const [start, end] of pairs(markRuns)) {
      const reason = judgeMarkRun(this.#survey, start, end);
      if (reason !== null) this.#addSpan('combining-marks', reason, { start, end });
    }
    return this.#found.sort((a, b) => a.start - b.start);
  }

  #judgeSpecials(startsFile: boolean): void {
    const { specials, text } = this.#survey;
    const bidiControls: number[] = [];
    for (let at = 0; at < specials.length; ) {
      const start = specials[at] ?? 0;
      const codePoint = codePointAfter(text, start);
      const rule = ruleIn(propertiesOf(codePoint));
      const length = this.#runLength(at, rule, codePoint);
      at += length;
      const [family, judge] = FAMILY_OF_RULE[rule] ?? [];
      if (family === undefined || judge === undefined) bidiControls.push(start);
      else if (!(startsFile && start === 0 && codePoint === 0xfeff)) {
        const end = start + length * widthOf(codePoint);
        const reason = judge({ survey: this.#survey, codePoint, start, end });
        if (reason !== null) this.#addSpan(family, reason, { start, end });
      }
    }
    for (const { offset, reason } of judgeBidiControls(this.#survey, bidiControls)) {
      this.#addSpan('bidi-controls', reason, { start: offset, end: offset + 1 });
    }
  }

  /** Tags, and styled letters of one style, are judged by the run; all else by the character. */
  #runLength(at: number, rule: number, codePoint: number): number {
    if (rule !== Rule.tag && rule !== Rule.compatibility) return 1;
    const { specials, text } = this.#survey;
    const width = widthOf(codePoint);
    let length = 1;
    for (;;) {
      const next = specials[at + length];
      if (next !== (specials[at] ?? 0) + length * width) return length;
      const follower = codePointAfter(text, next);
      if (ruleIn(propertiesOf(follower)) !== rule || widthOf(follower) !== width) return length;
      if (rule === Rule.compatibility && styleOf(follower) !== styleOf(codePoint)) return length;
      length++;
    }
  }

  #addWord(verdict: WordVerdict | null, start: number, end: number): void {
    if (verdict === null) return;
    const { family, reason, foreign, readsAs } = verdict;
    const occurrence = { family, codePoints: foreign, start, end, reason };
    this.#add(readsAs === undefined ? occurrence : { ...occurrence, readsAs });
  }

  #addSpan(family: HiddenFamily, reason: string, span: Pick<Site, 'start' | 'end'>): void {
    const written = this.#survey.text.slice(span.start, span.end);
    const codePoints = Array.from(written, (character) => character.codePointAt(0) ?? 0);
    const occurrence = { family, codePoints, ...span, reason };
    this.#add(
      family === 'compatibility'
        ? { ...occurrence, readsAs: written.normalize('NFKC') }
        : occurrence,
    );
  }

  #add(occurrence: HiddenOccurrence): void {
    this.#found.push(occurrence);
  }
}

function* pairs(flat: readonly number[]): Generator<readonly [start: number, end: number]> {
  for (let at = 0; at + 1 < flat.length; at += 2) yield [flat[at] ?? 0, flat[at + 1] ?? 0];
}

/** Joins neighbours of one family and reason, so that a hidden message is one occurrence. */
function mergeNeighbours(occurrences: readonly HiddenOccurrence[]): HiddenOccurrence[] {
  const merged: Mutable[] = [];
  for (const next of occurrences) {
    const last = merged.at(-1);
    if (last?.end === next.start && last.family === next.family && last.reason === next.reason) {
      last.end = next.end;
      for (const codePoint of next.codePoints) last.codePoints.push(codePoint);
      if (next.readsAs !== undefined) last.readsAs = (last.readsAs ?? '') + next.readsAs;
    } else merged.push({ ...next, codePoints: [...next.codePoints] });
  }
  return merged;
}

/**
 * Finds every occurrence of the twelve families of hidden characters in a text, in order of
 * position, legitimate use left out. Linear in the length of the text; any string is accepted,
 * unpaired surrogates included. Follows UTS 39 (confusables, mixed scripts), UAX 31 (joiners),
 * UTS 51 (emoji), UAX 9 (direction) and UAX 15 (compatibility); Boucher et al., "Bad Characters"
 * (2021), describes the attacks.
 */
export function findHidden(text: string, options: HiddenOptions = {}): HiddenOccurrence[] {
  return mergeNeighbours(new Finder(surveyText(text)).run(options));
}
