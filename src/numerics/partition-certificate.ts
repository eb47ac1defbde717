/** What a plurality vote decides, and how many of its voters may change their vote without changing that. */
export interface CertifiedVote {
  /** The class with most votes; of equal ones the first. */
  readonly winner: number;
  readonly tolerated: number;
}

/**
 * The certificate of deep partition aggregation (Levine and Feizi, "Deep Partition Aggregation: Provable Defenses
 * against General Poisoning Attacks", ICLR 2021, theorem 1): half the lead of the winner, where a class that comes
 * before it wins a tie. As many voters, each changed at will, leave the winner what it is.
 *
 * @param votes votes by class, at least one class
 */
export function certifiedVote(votes: ArrayLike<number>): CertifiedVote {
  let winner = 0;
  for (let own = 1; own < votes.length; own += 1)
    if ((votes[own] as number) > (votes[winner] as number)) winner = own;
  let strongest = 0;
  for (let other = 0; other < votes.length; other += 1) {
    if (other === winner) continue;
    strongest = Math.max(strongest, (votes[other] as number) + (other < winner ? 1 : 0));
  }
  const lead = (votes[winner] as number) - strongest;
  return { winner, tolerated: Math.max(0, Math.floor(lead / 2)) };
}
