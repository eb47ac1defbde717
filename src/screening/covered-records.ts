import { ladderRank } from '../findings/ladder.ts';
import type { Suspicion } from './detector.ts';

const NEARLY_ALL = 0.9;

/** Records that earlier detectors hold something against, so that one thing is not reported twice. */
export class CoveredRecords {
  readonly #covered: Uint8Array;
  /** Also those of patterns that a person has accepted. */
  readonly #known: Uint8Array;

  constructor(records: number) {
    this.#covered = new Uint8Array(records);
    this.#known = new Uint8Array(records);
  }

  /** Whether nearly all records of a suspicion are suspected already, under another name. */
  repeats({ positions }: Suspicion): boolean {
    let known = 0;
    for (const record of positions) known += this.#covered[record] as number;
    return positions.length > 0 && known >= NEARLY_ALL * positions.length;
  }

  /**
   * Whether a suspicion rests on no more records beyond expectation than hold a pattern that is
   * known already, suspected or accepted: a diffuse pattern picks up a sharp one.
   */
  explains({ positions, excess }: Suspicion): boolean {
    if (excess === undefined) return false;
    let known = 0;
    for (const record of positions) known += this.#known[record] as number;
    return known >= excess;
  }

  /** Takes the records of a finding, which a person may have accepted. */
  add({ ladder, positions }: Suspicion, { accepted }: { readonly accepted: boolean }): void {
    if (ladderRank(ladder) < ladderRank('suspected-poisoning')) return;
    for (const record of positions) {
      this.#known[record] = 1;
      if (!accepted) this.#covered[record] = 1;
    }
  }
}
