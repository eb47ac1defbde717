/** What a rule without a null gives to honest records: its false-positive rate falls tenfold by equal steps. */
export interface CleanTail {
  /** The most that the rule may give. */
  readonly most: number;
  /** The score that one in 10,000 records of clean sets reaches. */
  readonly rare: number;
  /** How much higher a score is that ten times fewer of them reach. */
  readonly tenfold: number;
}

/**
 * The share of records that are taken as planted before the score is heard: hardly any where nothing
 * else speaks for it, one in a hundred in a pattern that is suspected on further grounds.
 */
const PRIOR = { unsuspected: 1 / 30_000, suspected: 1 / 100 } as const;

/**
 * The risk of a record by the score of a rule: the chance that it is planted, by Bayes' rule from how
 * rarely clean records score so high. So grades of different rules are on one scale with each other and
 * with probabilities: a score that one in a thousand clean records reaches is worth 0.03.
 */
export function rarityRisk(score: number, tail: CleanTail, isSuspected: boolean): number {
  const falsePositives = 1e-4 * 10 ** ((tail.rare - score) / tail.tenfold);
  return tail.most * chancePlanted(falsePositives, isSuspected);
}

/** The chance that a record is planted, which shows what so large a share of clean records shows. */
export function chancePlanted(falsePositives: number, isSuspected: boolean): number {
  return 1 / (1 + falsePositives / PRIOR[isSuspected ? 'suspected' : 'unsuspected']);
}
