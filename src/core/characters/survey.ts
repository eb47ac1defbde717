import {
  GREEK,
  INHERITED,
  Kind,
  kindIn,
  LATIN,
  propertiesOf,
  ruleIn,
  scriptSetIn,
} from './character-properties.ts';
import { confusablesOf } from './confusables.ts';
import { GROUP_COUNT, Group, groupOfSet, isShared, segmentOfSet } from './script-groups.ts';
import { Rule } from './special-characters.ts';

/** What one pass over a text found worth a second look, and what the text is made of. */
export interface Survey {
  readonly text: string;
  /** Offsets of characters that a rule judges. */
  readonly specials: readonly number[];
  /** Words whose letters belong to more than one script: start, end, start, end… */
  readonly mixedWords: readonly number[];
  /** Words of one script outside Latin whose every letter resembles an ASCII letter. */
  readonly imageWords: readonly number[];
  /** Single letters of a spaced script within spaceless text. */
  readonly strayLetters: readonly number[];
  /** Katakana that look like ideographs; empty when the text has other kana. */
  readonly ideographImages: readonly number[];
  /** Runs of combining marks that are long, repeated or of another script than their base. */
  readonly markRuns: readonly number[];
  /** Letters by script group. */
  readonly letters: Uint32Array;
  readonly latinWords: number;
  /** Script sets that have at least one word which no Latin word resembles. */
  readonly genuineSets: ReadonlySet<number>;
  /** Letter pairs with a ligature of their own (ff, fi, fl, ffi, ffl) that the text spells out. */
  readonly plainPairs: ReadonlySet<string>;
  /** En and em spaces with which two lines or more begin. */
  readonly indents: ReadonlySet<string>;
}

const NO_WORD = -1;
/** In place of the segment of the next letter, where no letter follows. */
const NO_LETTER = -1;
/** Marks of one base that need no second look when they are of its script. */
const ORDINARY_MARKS = 2;
const LIGATURE_PAIRS: readonly string[] = ['ff', 'fi', 'fl', 'ffi', 'ffl'];

class Surveyor implements Survey {
  readonly text: string;
  readonly specials: number[] = [];
  readonly mixedWords: number[] = [];
  readonly imageWords: number[] = [];
  readonly strayLetters: number[] = [];
  ideographImages: number[] = [];
  readonly markRuns: number[] = [];
  readonly letters: Uint32Array = new Uint32Array(GROUP_COUNT);
  latinWords = 0;
  readonly genuineSets: Set<number> = new Set();

  #plainPairs: ReadonlySet<string> | undefined;
  #indents: ReadonlySet<string> | undefined;
  #wordStart = NO_WORD;
  #wordPacked = 0;
  #wordSet = 0;
  #wordSegment = 0;
  #wordLetters = 0;
  #mixed = false;
  #image = false;
  #afterSpaceless = false;
  #hasOtherKana = false;

  #markStart = NO_WORD;
  #marks = 0;
  #oddMarks = false;
  #baseSet = 0;
  #lastMark = 0;

  constructor(text: string) {
    this.text = text;
  }

  get plainPairs(): ReadonlySet<string> {
    this.#plainPairs ??= new Set(LIGATURE_PAIRS.filter((pair) => this.text.includes(pair)));
    return this.#plainPairs;
  }

  get indents(): ReadonlySet<string> {
    this.#indents ??= repeatedIndents(this.text);
    return this.#indents;
  }

  run(): this {
    const { text } = this;
    for (let at = 0; at < text.length; at++) {
      let codePoint = text.charCodeAt(at);
      let packed = propertiesOf(codePoint);
      const start = at;
      if (codePoint >= 0xd800 && codePoint < 0xdc00) {
        codePoint = text.codePointAt(at) ?? codePoint;
        if (codePoint > 0xffff) {
          at++;
          packed = propertiesOf(codePoint);
        }
      }
      if (packed === this.#wordPacked && this.#markStart < 0 && this.#wordStart >= 0) {
        this.#wordLetters++;
      } else this.#step(codePoint, packed, start);
    }
    this.#endMarks(text.length);
    this.#endWord(text.length, NO_LETTER);
    return this;
  }

  #step(codePoint: number, packed: number, at: number): void {
    const kind = kindIn(packed);
    const rule = ruleIn(packed);
    if (rule !== Rule.none) {
      this.specials.push(at);
      if (rule !== Rule.compatibility) {
        this.#endMarks(at);
        if (rule === Rule.space || rule === Rule.control) this.#endWord(at, NO_LETTER);
        return;
      }
    }
    if (kind === Kind.mark || kind === Kind.spacingMark) {
      this.#mark(codePoint, packed, at);
      return;
    }
    this.#endMarks(at);
    this.#baseSet = scriptSetIn(packed);
    if (kind === Kind.other) this.#endWord(at, NO_LETTER);
    else if (!isShared(scriptSetIn(packed))) this.#letter(codePoint, packed, at);
  }

  #letter(codePoint: number, packed: number, at: number): void {
    const set = scriptSetIn(packed);
    const segment = segmentOfSet(set);
    const image = kindIn(packed) === Kind.asciiImage;
    if (this.#wordStart >= 0 && segment !== this.#wordSegment) this.#endWord(at, segment);
    if (this.#wordStart < 0) {
      this.#wordStart = at;
      this.#wordSet = set;
      this.#wordSegment = segment;
      this.#wordLetters = 0;
      this.#mixed = false;
      this.#image = image;
    } else {
      this.#image &&= image;
      if (set !== this.#wordSet) {
        this.#mixed = true;
        this.#countLetters();
        this.#wordSet = set;
      }
    }
    this.#wordLetters++;
    this.#wordPacked = ruleIn(packed) === Rule.none ? packed : NO_WORD;
    if (groupOfSet(set) === Group.kana) this.#kana(codePoint, at);
  }

  #kana(codePoint: number, at: number): void {
    // Repeats of one packed value take the short way above; kana must all come past here.
    this.#wordPacked = NO_WORD;
    if (this.#hasOtherKana) return;
    if (confusablesOf(codePoint).some((other) => other >= 0x3400 && other <= 0x9fff)) {
      this.ideographImages.push(at);
    } else {
      this.#hasOtherKana = true;
      this.ideographImages = [];
    }
  }

  #mark(codePoint: number, packed: number, at: number): void {
    const set = scriptSetIn(packed);
    if (this.#markStart < 0) {
      this.#markStart = at;
      this.#marks = 0;
      this.#oddMarks = false;
      this.#lastMark = 0;
    }
    this.#marks++;
    const fits = set === this.#baseSet || (set === INHERITED && this.#baseSet === LATIN);
    if (!fits || codePoint === this.#lastMark) this.#oddMarks = true;
    this.#lastMark = codePoint;
  }

  #endMarks(at: number): void {
    if (this.#markStart < 0) return;
    if (this.#oddMarks || this.#marks > ORDINARY_MARKS) this.markRuns.push(this.#markStart, at);
    this.#markStart = NO_WORD;
  }

  #endWord(at: number, nextSegment: number): void {
    const start = this.#wordStart;
    if (start >= 0) {
      const isSingle = this.#wordLetters === 1 && !this.#mixed;
      this.#countLetters();
      this.#wordStart = NO_WORD;
      if (this.#wordSegment === 0) {
        if (isSingle && nextSegment > 0 && this.#afterSpaceless) this.#fileStray(start, at);
        else this.#fileWord(start, at);
      }
    }
    this.#afterSpaceless = start >= 0 && this.#wordSegment > 0 && nextSegment === 0;
    this.#wordPacked = NO_WORD;
  }

  #countLetters(): void {
    const group = groupOfSet(this.#wordSet);
    this.letters[group] = (this.letters[group] ?? 0) + this.#wordLetters;
    this.#wordLetters = 0;
  }

  #fileWord(start: number, end: number): void {
    if (this.#mixed) this.mixedWords.push(start, end);
    else if (this.#wordSet === LATIN) this.latinWords++;
    else if (this.#image) this.imageWords.push(start, end);
    else this.genuineSets.add(this.#wordSet);
  }

  /** Latin and Greek letters are names and symbols in any text; another single letter is not. */
  #fileStray(start: number, end: number): void {
    if (this.#wordSet === LATIN || this.#wordSet === GREEK) this.#fileWord(start, end);
    else this.strayLetters.push(start, end);
  }
}

function repeatedIndents(text: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const [line] of text.matchAll(/(?<=^|\n)[\u2000-\u2003]/gu)) {
    if (seen.has(line)) repeated.add(line);
    seen.add(line);
  }
  return repeated;
}

/** Surveys a text in one pass over its code points; linear in its length. */
export function surveyText(text: string): Survey {
  return new Surveyor(text).run();
}
