import { ladderRank } from '../findings/ladder.ts';
import type { Suspicion } from './detector.ts';

const NEARLY_ALL = 0.9;

/** Records that earlier detectors hold something against, so that one thing is not reported twice. */
export class CoveredRecords {
  readonly #covered: Uint8Array;

  constructor(records: number) {
    this.#covered = new Uint8Array(records);
  }

  /** Whether nearly all records of a suspicion are suspected already, under another name. */
  repeats({ positions }: Suspicion): boolean {
    let known = 0;
    for (const record of positions) known += this.#covered[record] as number;
    return positions.length > 0 && known >= NEARLY_ALL * positions.length;
  }

  add({ ladder, positions }: Suspicion): void {
    if (ladderRank(ladder) < ladderRank('suspected-poisoning')) return;
    for (const record of positions) this.#covered[record] = 1;
  }
}
