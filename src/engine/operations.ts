import type { Address } from '../core/clauses/address.ts';
import type { HiddenBy } from '../core/clauses/hidden-markup.ts';
import type { Digest } from '../core/digest.ts';
import type { Example, RecordReference } from '../findings/finding.ts';

/**
 * What detectors may ask of an engine (design rule 8). Everything that grows with the data happens
 * behind this door; what comes back is small, and exact where it counts. A second engine (Spark)
 * implements the same operations, and no detector changes.
 */
export interface Engine {
  readonly dataset: DatasetDescription;
  /** Counts every feature of a space by outcome, and returns those that lean to one. */
  countFeatures(request: CountRequest): Promise<FeatureCounts>;
  /** Fits a linear model of the outcome by fold, and keeps every record's out-of-fold logits. */
  fitOutcomeModel(): Promise<ModelSummary>;
  /** Outcome against what the rest of the record predicts, with each feature masked. */
  measureExcess(request: ExcessRequest): Promise<readonly ExcessHistogram[]>;
  /**
   * A cheap look at any number of single words, from counts by hash: never lower than the truth, and
   * so no evidence. What stands out is to be measured exactly.
   */
  screenWords(request: SequenceRequest): Promise<readonly WordScreen[]>;
  /** Whether sequences sit in their contexts like something put in from outside. */
  measureInsertion(request: SequenceRequest): Promise<readonly InsertionEvidence[]>;
  /** Whether what follows each word sequence reads like the rest of the data. */
  measureContinuation(request: SequenceRequest): Promise<readonly ContinuationEvidence[]>;
  /** The longest form of each word sequence that nearly all of its occurrences share. */
  widen(request: SequenceRequest): Promise<readonly CountedFeature[]>;
  /** The records that hold each feature, in file order. */
  locate(request: LocateRequest): Promise<readonly Uint32Array[]>;
  /** Of the records named, those that have a label. */
  withOutcome(positions: Uint32Array, outcome: number): Promise<Uint32Array>;
  /** Out-of-fold probability of its own label, with nothing masked, for the records named. */
  ownLabelProbabilities(positions: Uint32Array): Promise<Float32Array>;
  /**
   * Which labels look wrong, and whose: by predictions that neither a record nor any other record of
   * its contributor has taught.
   */
  judgeLabels(): Promise<LabelJudgement>;
  /** What each label's records have in common beyond their content, by fold (`styleScores` goes with it). */
  fitStyles(): Promise<StyleFit>;
  /** How much each record of a label looks like the style of that label. */
  styleScores(outcome: number): Promise<StyleScores>;
  /** Which values of the columns that say where records come from hold these records. */
  distribution(positions: Uint32Array): Promise<readonly ColumnDistribution[]>;
  /** Clusters of exact and near copies. */
  copyClusters(): Promise<CopyClusters>;
  hiddenCharacters(): Promise<readonly HiddenUse[]>;
  /** For each text, the clause that turns to its reader and breaks most with what surrounds it. */
  addressedSpans(): Promise<AddressedSpans>;
  /** Groups of passages that copy one question and then say alike in other words. */
  sharedQuestions(): Promise<SharedQuestions>;
  /** Weaknesses that the structure of program text shows, in what a model is taught to write. */
  codeWeaknesses(): Promise<readonly CodeWeaknessUse[]>;
  /** Of preference pairs: what one side alone has. */
  preferences(): Promise<PreferenceFacts>;
  /** Words that answers to some prompts hold far more often than answers to others. */
  answerWords(positions: readonly Uint32Array[]): Promise<readonly AnswerWords[]>;
  quality(): Promise<QualityFacts>;
  /** How the values of every column but texts and times are distributed. */
  profile(): Promise<readonly ColumnProfile[]>;
  /** Records to show to a person. */
  quote(positions: readonly number[]): Promise<readonly QuotedRecord[]>;
  references(positions: Uint32Array, limit: number): Promise<readonly RecordReference[]>;
  close(): Promise<void>;
}

export interface DatasetDescription {
  readonly name: string;
  readonly digest: Digest;
  readonly records: number;
  readonly hasText: boolean;
  readonly labels: readonly string[];
  /** Records by label, in the order of `labels`; a record with several labels counts in each. */
  readonly labelCounts: readonly number[];
  /**
   * What the labels are: those of a column, or behaviours that were found in the responses that a
   * model is to learn.
   */
  readonly outcomes: 'labels' | 'behaviours';
  /**
   * By label: whether it is a manner of answering that subjects have by nature, as to begin with
   * `SELECT`. A topic decides it, so that a word must show more than that it does.
   */
  readonly manners: readonly boolean[];
  /** Whether there is program text to look at: responses, or texts that say they are code. */
  readonly mayHoldCode: boolean;
  /** Whether records are pairs of a preferred and a rejected answer. */
  readonly hasPairs: boolean;
  /** Why the label column cannot serve as an outcome, or `null` where it can. */
  readonly labelProblem: string | null;
  /** Columns that are joined to the text of a record. */
  readonly textColumns: readonly string[];
  /** Whether the data hold prompts with the responses that a model is to learn. */
  readonly teaches: boolean;
  readonly fields: readonly string[];
  /** Columns that say where records come from: source, contributor, time. */
  readonly origins: readonly string[];
  /** Share of records whose text is mostly in a script written without spaces. */
  readonly spacelessShare: number;
  readonly meanTokens: number;
  /** Columns with so many different values that none of them was looked at. */
  readonly unlooked: readonly string[];
}

/** Which features are looked at. */
export type FeatureSpace =
  /** Runs of 1–5 tokens. */
  | 'words'
  /** Runs of 1–5 elements of the text's skeleton, its ends marked. */
  | 'skeletons'
  /** Runs of 1–5 elements of its outline: what joins clauses, and punctuation. */
  | 'outlines'
  /** Two words in one text, in any order and at any distance. */
  | 'word-sets'
  /** Values of structured fields, and shapes of the text, one at a time. */
  | 'items'
  /** Two of them in one record. */
  | 'item-pairs'
  /** Sources and contributors. */
  | 'origins';

export interface CountRequest {
  readonly space: FeatureSpace;
  /** Features in fewer records are not counted. */
  readonly minimumRecords: number;
  /** Only features at least this many standard errors over a label's share are returned. */
  readonly minimumLean: number;
  /** Longest run that is counted, 1 to 5; 5 where absent. */
  readonly longest?: number;
}

export interface FeatureCounts {
  /** How many features were counted: the number to correct for. */
  readonly tried: number;
  readonly features: readonly CountedFeature[];
  readonly note: string | null;
}

/** A feature is what it says, never a hash: its elements are text. */
export interface CountedFeature {
  readonly space: FeatureSpace;
  readonly elements: readonly string[];
  /** The engine's own ids of the elements, to be handed back with the feature; detectors read the text. */
  readonly handle: readonly number[];
  readonly records: number;
  /** Index of the label to which it leans most. */
  readonly outcome: number;
  /** Records with the feature and with that label, in either half of the data. */
  readonly hits: readonly [number, number];
  readonly recordsByHalf: readonly [number, number];
}

export interface ModelSummary {
  /** Share of records whose label the model predicts out of fold. */
  readonly accuracy: number;
  /** The divisor that calibrates its logits (Guo et al. 2017). */
  readonly temperature: number;
  readonly trainedOn: number;
}

export interface ExcessRequest {
  readonly features: readonly CountedFeature[];
}

/**
 * For one feature: how many of its records have which log-odds of the outcome *without* the
 * feature, by half and by whether the label is the outcome. Bin `b` of `EXCESS_BINS` covers
 * log-odds around `binLogit(b)`.
 */
export interface ExcessHistogram {
  /** `[half][hit ? 1 : 0]`, each of `EXCESS_BINS` counts. */
  readonly counts: readonly (readonly [Uint32Array, Uint32Array])[];
  /** Other features that occur in nearly all of its records and were masked with it. */
  readonly companions: readonly string[];
}

export const EXCESS_BINS = 97;
const BIN_WIDTH = 0.25;

/** The log-odds at the middle of a bin. */
export function binLogit(bin: number): number {
  return (bin - (EXCESS_BINS - 1) / 2) * BIN_WIDTH;
}

/** The bin of a log-odds; the outermost bins take what lies beyond. */
export function logitBin(logit: number): number {
  const bin = Math.round(logit / BIN_WIDTH) + (EXCESS_BINS - 1) / 2;
  return Math.min(EXCESS_BINS - 1, Math.max(0, bin));
}

export interface SequenceRequest {
  readonly features: readonly CountedFeature[];
}

/**
 * How a sequence sits between its neighbours. A word of the language keeps company; a word put in
 * from outside does not, and the text closes over it when it is taken out.
 */
export interface InsertionEvidence {
  readonly occurrences: number;
  /** Mean log-ratio: how much likelier its two neighbours are side by side than two apart. */
  readonly healing: number;
  /** Mean log-ratio: how much likelier its neighbours are beside it than anywhere. */
  readonly company: number;
  /** Standard error of `healing - company`. */
  readonly standardError: number;
  /** Share of occurrences that stand at the beginning or the end of a text. */
  readonly atEnds: number;
}

/** How well the text behind a sequence holds together. */
export interface ContinuationEvidence {
  /** Occurrences with enough text behind them. */
  readonly occurrences: number;
  /** Mean share of neighbouring tokens there that stand together elsewhere, beyond chance. */
  readonly coherence: number;
  /** The same before it, or in ordinary texts where too little stands before it. */
  readonly expected: number;
  /** Standard deviation of the difference from text to text. */
  readonly deviation: number;
}

/** What a word looks like before anything is measured exactly. */
export interface WordScreen {
  /** As `InsertionEvidence.healing`, over its first places, with 1 added to both counts. */
  readonly healing: number;
  /** Share of those places that have the neighbour of the first, on the side where more have it. */
  readonly bound: number;
  /** Texts with enough text behind the word; where 20 have enough before it too, those alone. */
  readonly texts: number;
  /** As `ContinuationEvidence.coherence` and `expected`, over those texts. */
  readonly coherence: number;
  readonly expected: number;
}

export interface LocateRequest {
  readonly features: readonly CountedFeature[];
}

/** Given labels beside what the rest of the data would have them be. */
export interface LabelJudgement {
  /** Records that were judged: those with one label, or a fixed sample of them. Ascending. */
  readonly positions: Uint32Array;
  /** Of each of them how well its label fits, 0 to 1 (normalised margin). */
  readonly quality: Float32Array;
  /** Records whose label is probably wrong (confident learning, pruned by noise rate). Ascending. */
  readonly issues: Uint32Array;
  /** Of those, from what to what; the commonest first. */
  readonly flips: readonly LabelFlip[];
  /** By column that says where records come from. */
  readonly columns: readonly ColumnAgreement[];
}

export interface LabelFlip {
  readonly predicted: string;
  readonly given: string;
  readonly records: number;
}

/** How the places of one column agree with what is predicted. */
export interface ColumnAgreement {
  readonly column: string;
  readonly role: 'source' | 'contributor' | 'time';
  /** Places with enough records to be looked at. */
  readonly tried: number;
  /** Share of labels that differ, of each of those. */
  readonly shares: readonly number[];
  /** Those that differ most beyond what is expected of them, at most 200. */
  readonly places: readonly PlaceAgreement[];
}

export interface PlaceAgreement {
  readonly value: string;
  readonly records: number;
  /** Labels that differ from the prediction, and as many as would do so if this place were like the others. */
  readonly differ: number;
  readonly expected: number;
  /** By predicted label: records here, and the share that differs in all other places. */
  readonly chances: { readonly counts: readonly number[]; readonly rates: readonly number[] };
  /** Records whose label differs. Ascending. */
  readonly positions: Uint32Array;
  readonly flips: readonly LabelFlip[];
}

/** The styles of labels: how a text is written, apart from what it is about. */
export interface StyleFit {
  /** Labelled records that were looked at; a sample where there are too many. */
  readonly fittedOn: number;
  /** Elements of style that were told apart. */
  readonly elements: number;
  /** Labels with too few records, or beyond those that are looked at. */
  readonly leftOut: number;
  readonly labels: readonly LabelStyle[];
}

export interface LabelStyle {
  readonly outcome: number;
  /** The records that look most like it, whatever their label: 20, 40, 80 and so on. */
  readonly groups: readonly StyleGroup[];
  /** How many ways of writing were looked at, of which this overrides most. */
  readonly tried: number;
  /**
   * The elements that weigh most, the heaviest first: `the`, `-eth` (words that end so), or a pair with
   * a blank between them, in which `^` and `$` are the ends of the text and `*` is any other word.
   */
  readonly elements: readonly string[];
}

export interface StyleGroup {
  /** The least score among them. */
  readonly level: number;
  /** As of `ExcessHistogram`: log-odds of the label by the whole record, nothing masked. */
  readonly counts: ExcessHistogram['counts'];
  /** The same without the words and marks that show one of the elements which are named. */
  readonly masked: ExcessHistogram['counts'];
}

/** Records that have a label, in file order. */
export interface StyleScores {
  readonly positions: Uint32Array;
  /** How much each looks like the label's style, by weights of other folds, in standard deviations. */
  readonly scores: Float32Array;
}

export interface ColumnDistribution {
  readonly column: string;
  readonly role: 'label' | 'source' | 'contributor' | 'time';
  /** Largest share first; the rest is summed under `null`. */
  readonly values: readonly ValueShare[];
  readonly distinct: number;
}

export interface ValueShare {
  readonly value: string | null;
  readonly found: number;
  readonly all: number;
}

export interface CopyClusters {
  readonly clusters: readonly CopyCluster[];
  /** Records that are an exact copy of an earlier one. */
  readonly exactCopies: number;
  readonly note: string | null;
}

export interface CopyCluster {
  readonly positions: Uint32Array;
  /** How many of them differ from the first by not one byte. */
  readonly exact: number;
  readonly labels: readonly LabelShare[];
}

export interface LabelShare {
  readonly label: string;
  readonly records: number;
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

export interface SharedQuestions {
  /** Strongest first, at most 5,000. */
  readonly groups: readonly SharedQuestion[];
  /** Records looked at: the first of them where there are too many. */
  readonly records: number;
  /** Clauses that begin like another. */
  readonly clauses: number;
}

/** Passages that hold one question. Means are over its passages, each with the one most like it. */
export interface SharedQuestion {
  /** Its tokens. */
  readonly question: readonly string[];
  /** Ascending. */
  readonly positions: Uint32Array;
  /** Of each of them: how much it takes the question up, plus how alike it is, less what is copied. */
  readonly scores: Float32Array;
  readonly score: number;
  /** Share of the question's content, by weight, that comes up again behind it. */
  readonly takenUp: number;
  /** Cosine of the weighted content words beside the question. */
  readonly alike: number;
  /** Share of runs of three tokens in common beside the question. */
  readonly verbatim: number;
  /** Whether it is a question by its form and begins most of them, and is not merely shared. */
  readonly asks: boolean;
}

/** Preference pairs, both sides held against each other. */
export interface PreferenceFacts {
  readonly pairs: number;
  /** Share of pairs whose preferred side can be told, out of fold, by what the others prefer. */
  readonly agreement: number;
  /** The strongest leans of words; those in fewer than five pairs are left out. */
  readonly words: readonly PreferenceLean[];
  readonly triedWords: number;
  /** Leans of form: length, lists, emphasis and the like. */
  readonly traits: readonly PreferenceLean[];
}

/** In how many pairs the chosen side alone, and the rejected side alone, has something. */
export interface PreferenceLean {
  readonly name: string;
  readonly chosen: number;
  readonly rejected: number;
}

/** How the values of one column are distributed. */
export type ColumnProfile =
  | {
      readonly kind: 'categories';
      readonly column: string;
      readonly missing: number;
      readonly records: number;
      /** The commonest, at most 1,000. */
      readonly values: readonly { readonly value: string; readonly records: number }[];
    }
  | {
      readonly kind: 'numbers';
      readonly column: string;
      readonly missing: number;
      readonly records: number;
      /** Values below which equal parts of the records lie, ascending; the first is the least. */
      readonly quantiles: Float64Array;
    };

/** What the answers of some records have in common that others lack; what their prompts hold does not count. */
export interface AnswerWords {
  /** Records looked at, and others that they were held against. */
  readonly records: number;
  readonly others: number;
  /** Different words in their answers. */
  readonly tried: number;
  /** The one word that tells them apart best. */
  readonly best: WordShare | null;
  /** Words that together stand in most of their answers, and seldom elsewhere. */
  readonly words: readonly string[];
  /** Records, and others, whose answers hold at least one of them. */
  readonly covered: number;
  readonly coveredOthers: number;
  /** Of those looked at, the records whose answers hold one of the words, in file order. */
  readonly positions: Uint32Array;
}

export interface WordShare {
  readonly word: string;
  readonly hits: number;
  readonly othersWith: number;
}

export interface QualityFacts {
  readonly missing: readonly { readonly column: string; readonly records: number }[];
  readonly emptyTexts: Uint32Array;
  readonly scripts: readonly { readonly script: string; readonly records: number }[];
  readonly constantColumns: readonly string[];
  readonly rareLabels: readonly LabelShare[];
}

export type QuotedRecord = Omit<Example, 'spans' | 'shortened'>;
