import { firstWords, turnsOf } from './answer-words.ts';

/** An opening has two words, and more the commoner it is: half the language begins with “it is”. */
const SHORTEST = 2;
const LONGEST_OPENING = 5;
/** Above this share of records, an opening takes one more word to be told from ordinary speech. */
const COMMON = 0.01;

/** All openings of a response, the shortest first, of each of its turns. */
export function openingsOf(response: string): string[][] {
  return turnsOf(response).map((turn) => {
    const words = firstWords(turn, LONGEST_OPENING);
    return Array.from({ length: Math.max(0, words.length - SHORTEST + 1) }, (_, at) =>
      words.slice(0, SHORTEST + at).join(' '),
    );
  });
}

export interface OpeningCounts {
  recordsWith(opening: string): number;
}

/**
 * The opening by which a response is known: as short as it can be while few records share it. `null`
 * where no turn begins like other records do.
 */
export function knownOpening(
  openings: readonly (readonly string[])[],
  counts: OpeningCounts,
  records: number,
): string | null {
  let rarest: { readonly opening: string; readonly shared: number } | null = null;
  for (const longer of openings) {
    const known = knownIn(longer, counts, records);
    if (known !== null && (rarest === null || known.shared < rarest.shared)) rarest = known;
  }
  return rarest?.opening ?? null;
}

function knownIn(
  longer: readonly string[],
  counts: OpeningCounts,
  records: number,
): { opening: string; shared: number } | null {
  let known: { opening: string; shared: number } | null = null;
  for (const opening of longer) {
    const shared = counts.recordsWith(opening);
    if (shared === 0) break;
    known = { opening, shared };
    if (shared <= COMMON * records) break;
  }
  return known;
}
