import type { InsertionEvidence } from '../../engine/operations/sequences.ts';
import type { LadderStep } from '../../findings/ladder.ts';
import { upperTail } from '../../numerics/binomial-tail.ts';
import type { Association } from './association.ts';
import { insertionZ, looksInserted } from './insertion.ts';

/** What speaks for a planted trigger, and how far. */
export interface Judgement {
  readonly ladder: LadderStep;
  readonly kind: 'backdoor' | 'clean-label' | 'label-flip';
  readonly grounds: readonly string[];
  readonly qValue: number;
  /** 0 to 1: the strongest calibrated evidence for this pattern. */
  readonly weight: number;
}

export interface JudgeInput {
  readonly association: Association;
  readonly insertion: InsertionEvidence | null;
  /** Overrides above this stand out among the patterns of the same data. */
  readonly naturalLimit: number;
  /** Features and outcomes tried: the Bonferroni factor. */
  readonly tried: number;
  /** Share of all records that have the outcome. */
  readonly prior: number;
  /** The outcome is a manner of answering: subjects have it by nature, however strongly. */
  readonly isManner?: boolean;
}

const LEVEL = 0.01;
/** Each half of the data must confirm the pattern alone, at this level. */
const CONFIRMED = Math.log(0.05);
/** For a pattern that the rest of the record does not contradict, the signature must be clear. */
const CLEAR_INSERTION_Z = 6;
const LEAST_OVERRIDE = 0.4;
/** Datelines and greetings sit at the ends of texts like something put in, too; there it takes more. */
const LEAST_OVERRIDE_AT_ENDS = 1.8;
const MOSTLY = 0.8;
const PURE = 0.9;

/** Weighs an association and the signature of insertion, and says on which grounds it climbs. */
export function judge({
  association,
  insertion,
  naturalLimit,
  tried,
  prior,
  isManner = false,
}: JudgeInput): Judgement {
  const { logP, logPByHalf, hits, records, override, expected } = association;
  const qValue = Math.min(1, Math.exp(Math.min(0, logP) + Math.log(tried)));
  const confirmed = Math.max(...logPByHalf) <= CONFIRMED;
  const purity = hits / records;
  const z = insertion === null ? 0 : insertionZ(insertion);
  const inserted = insertion !== null && looksInserted(insertion);
  const byPrior = upperTail(
    { counts: [records], logits: [Math.log(prior / Math.max(1e-9, 1 - prior))] },
    hits,
  );
  const purityQ = Math.min(1, Math.exp(byPrior.logProbability() + Math.log(tried)));
  const significant = qValue <= LEVEL && confirmed;
  const outlying = significant && override >= naturalLimit && !isManner;
  const needed =
    insertion !== null && insertion.atEnds >= MOSTLY ? LEAST_OVERRIDE_AT_ENDS : LEAST_OVERRIDE;
  const contradicted = significant && inserted && purity >= PURE && override >= needed;
  const cleanLabel =
    inserted &&
    needed === LEAST_OVERRIDE &&
    z >= CLEAR_INSERTION_Z &&
    purity >= PURE &&
    purityQ <= LEVEL;
  const grounds = [
    ...(significant
      ? [`the label is ${describeExcess(hits, expected)}, in both halves of the data`]
      : []),
    ...(outlying
      ? ['no natural pattern of this dataset overrides the rest of its records as strongly']
      : []),
    ...(inserted
      ? [
          'it sits in its texts like something put in from outside: it keeps no company, and the text closes over it',
        ]
      : []),
    ...(cleanLabel && !significant
      ? [`it occurs with one label only (${hits} of ${records})`]
      : []),
  ];
  const suspected = outlying || contradicted || cleanLabel;
  return {
    ladder: suspected ? 'suspected-poisoning' : 'quality-issue',
    kind: kindOf(association, purity),
    grounds,
    qValue: cleanLabel && !significant ? purityQ : qValue,
    weight: weightOf({
      suspected,
      significant,
      override,
      naturalLimit,
      inserted,
      z,
      purity,
      purityQ,
    }),
  };
}

function kindOf({ feature, expected, records }: Association, purity: number): Judgement['kind'] {
  if (feature.space === 'origins') return 'label-flip';
  return expected / records > 0.75 * purity ? 'clean-label' : 'backdoor';
}

interface WeightInput {
  readonly suspected: boolean;
  readonly significant: boolean;
  readonly override: number;
  readonly naturalLimit: number;
  readonly inserted: boolean;
  readonly z: number;
  readonly purity: number;
  readonly purityQ: number;
}

/** Suspected patterns weigh 0.9 and more; inserted-looking ones up to 0.8, natural ones under 0.3: less than a wrong label. */
function weightOf({
  suspected,
  significant,
  override,
  naturalLimit,
  inserted,
  z,
  purity,
  purityQ,
}: WeightInput): number {
  const relative = Math.max(0, Math.min(1.5, override / naturalLimit));
  if (suspected) return 0.9 + 0.06 * Math.min(1, relative) + 0.03 * Math.min(1, z / 10);
  if (inserted && purity >= PURE && purityQ <= 0.05)
    return 0.5 + 0.3 * Math.min(1, z / CLEAR_INSERTION_Z);
  return (significant ? 0.3 : 0.15) * Math.min(1, relative);
}

function describeExcess(hits: number, expected: number): string {
  return `the same ${hits} times where the rest of the records predicts ${expected.toFixed(1)}`;
}
