import { type GroupEvidence, type StyleEvidence, strongestOf } from './style-evidence.ts';

/** How far a style buys its label, and in which records. */
export interface JudgedStyle {
  readonly planted: boolean;
  /** Whether it shows only against words that do not show the style themselves. */
  readonly masked: boolean;
  /** The records that speak for it most. */
  readonly group: GroupEvidence;
  /** The widest group in which it still shows. */
  readonly fading: GroupEvidence;
  readonly qValue: number;
}

const LEVEL = 0.01;
/** Among the records that look most like a planted style, hardly any has another label. */
const PURE = 0.9;
/** A style that adds this much log-odds is worth a person's look, whatever it is. */
const WORTH_SHOWING = 0.5;
/** What a planted style adds at least, in all records and in either half alone. */
const PLANTED = { override: 0.8, inHalf: 0.4 } as const;
/** Where its own words are masked: there natural ones add up to 3, since topics have words of their own. */
const PLANTED_MASKED = { override: 4, inHalf: 2 } as const;
/** Words that explain the labels better than this are the topic of the label. */
const LEAST_BESIDE_WORDS = -1;

/** Judges a style, or says `null` where it is not worth a word. `tried` corrects for what was looked at. */
export function judgeStyle({ groups, masked }: StyleEvidence, tried: number): JudgedStyle | null {
  const strongest = strongestOf(groups);
  if (strongest === undefined) return null;
  const beside = strongestOf(groups.filter((group) => isPlanted(group, PLANTED)));
  const hidden =
    strongest.override < LEAST_BESIDE_WORDS
      ? undefined
      : strongestOf(masked.filter((group) => isPlanted(group, PLANTED_MASKED)));
  const group = beside ?? hidden ?? strongest;
  const qValue = Math.min(1, Math.exp(Math.min(0, group.logP)) * tried);
  if (qValue > LEVEL || group.override < WORTH_SHOWING) return null;
  const isMasked = beside === undefined && hidden !== undefined;
  const looked = isMasked ? masked : groups;
  return {
    planted: beside !== undefined || hidden !== undefined,
    masked: isMasked,
    group,
    fading: looked.findLast(({ override }) => override >= WORTH_SHOWING / 2) ?? group,
    qValue,
  };
}

function isPlanted(
  { override, overrideByHalf, hits, records }: GroupEvidence,
  least: { readonly override: number; readonly inHalf: number },
): boolean {
  return (
    override >= least.override &&
    Math.min(...overrideByHalf) >= least.inHalf &&
    hits >= PURE * records
  );
}
