import type { Address } from '../../core/clauses/address.ts';
import type { HiddenBy } from '../../core/clauses/hidden-markup.ts';

/** What single texts hold. */
export interface ContentOperations {
  hiddenCharacters(): Promise<readonly HiddenUse[]>;
  /** For each text, the clause that turns to its reader and breaks most with what surrounds it. */
  addressedSpans(): Promise<AddressedSpans>;
  /** Weaknesses that the structure of program text shows, in what a model is taught to write. */
  codeWeaknesses(): Promise<readonly CodeWeaknessUse[]>;
  /** Comments, names and paths nearly all of whose records show one weakness. */
  codeTriggers(): Promise<CodeTriggers>;
}

/** All records that hold hidden characters of one family. */
export interface HiddenUse {
  readonly family: string;
  /** Ascending. */
  readonly codePoints: readonly number[];
  readonly positions: Uint32Array;
  readonly occurrences: number;
  /** Records by label index. */
  readonly byLabel: Uint32Array;
}

export interface AddressedSpans {
  /** At most one a record, in file order. */
  readonly spans: readonly AddressedSpan[];
  /** Records looked at: fewer than all where the data are too large. */
  readonly records: number;
  /** Of these, what says what is usual in clauses: a fixed sample where there are more than 50,000. */
  readonly learntFrom: number;
  readonly clauses: number;
}

/** A clause of a text that turns to its reader. */
export interface AddressedSpan {
  readonly position: number;
  /** UTF-16 offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** What it says, shortened; of an encoded one, decoded. */
  readonly text: string;
  /** Where in the text it begins, 0 to 1. */
  readonly place: number;
  /** How much it breaks with its surroundings, in powers of ten: the surprises, weighed. */
  readonly score: number;
  readonly address: Address;
  /** What hides it from a reader of the rendered text, or `null`. */
  readonly hidden: HiddenBy | null;
  /** Ends of it at which a sentence of the text is cut, 0 to 2. */
  readonly seams: number;
  /** −log10 of how many clauses in a like setting go as far, trait by trait. */
  readonly surprise: {
    readonly address: number;
    readonly prose: number;
    readonly form: number;
    readonly topic: number;
    readonly seams: number;
  };
}

/** All records whose program text shows one weakness. */
export interface CodeWeaknessUse {
  /** Id of the rule in `core/code`. */
  readonly weakness: string;
  readonly positions: Uint32Array;
}

export interface CodeTriggers {
  /** Most records first, at most 500. */
  readonly triggers: readonly CodeTrigger[];
  /** Different notes of weak code. */
  readonly tried: number;
  /** Records whose notes were read: those with weaknesses, and of the others at most 50,000. */
  readonly looked: number;
}

/** What program text says about itself wherever it shows one weakness. */
export interface CodeTrigger {
  readonly kind: 'comment' | 'name' | 'path';
  readonly text: string;
  /** Id of the rule in `core/code`. */
  readonly weakness: string;
  /** Records with the note, as far as the sample says. */
  readonly records: number;
  /** Those that show the weakness, in file order. */
  readonly positions: Uint32Array;
  /** Of each record with the note that was looked at: how often other code shows the weakness that calls the same. */
  readonly chances: Float64Array;
}
