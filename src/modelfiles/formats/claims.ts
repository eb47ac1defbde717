import { CredenceError } from '../../core/error.ts';

/** A stretch of a file that a structure takes. `end` is exclusive. */
export interface Claim {
  readonly start: number;
  readonly end: number;
  /** What lies there, for people. */
  readonly what: string;
}

/** Which bytes of a file belong to what, so that none belongs to two things and none to nothing. */
export class Claims {
  readonly #length: number;
  readonly #claims: Claim[] = [];

  constructor(length: number) {
    this.#length = length;
  }

  /** @throws CredenceError `DATA_TRUNCATED` where the stretch leaves the file. */
  add(start: number, length: number, what: string): void {
    if (start + length > this.#length) {
      throw new CredenceError('DATA_TRUNCATED', `Its ${what} reaches beyond its end`, {
        at: { byte: Math.min(start, this.#length) },
      });
    }
    if (length > 0) this.#claims.push({ start, end: start + length, what });
  }

  /**
   * Stretches that belong to nothing, and pairs that overlap, in the order of their bytes. What is
   * claimed twice as a whole is shared, and no overlap.
   */
  settle(): {
    readonly gaps: readonly Claim[];
    readonly overlaps: readonly (readonly [Claim, Claim])[];
  } {
    const gaps: Claim[] = [];
    const overlaps: [Claim, Claim][] = [];
    let last: Claim = { start: 0, end: 0, what: 'start' };
    for (const claim of this.#claims.sort((a, b) => a.start - b.start || a.end - b.end)) {
      if (claim.start > last.end) gaps.push({ start: last.end, end: claim.start, what: 'gap' });
      else if (claim.start < last.end && !isSame(last, claim)) overlaps.push([last, claim]);
      if (claim.end > last.end) last = claim;
    }
    if (last.end < this.#length) gaps.push({ start: last.end, end: this.#length, what: 'gap' });
    return { gaps, overlaps };
  }
}

function isSame(first: Claim, second: Claim): boolean {
  return first.start === second.start && first.end === second.end;
}
