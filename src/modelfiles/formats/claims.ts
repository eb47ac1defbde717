import { CredenceError } from '../../core/error.ts';
import { type LayoutFault, layoutFaults, type Region } from '../layout.ts';

/** Which bytes of a file belong to what, so that none belongs to two things and none to nothing. */
export class Claims {
  readonly #length: number;
  readonly #regions: Region[] = [];

  constructor(length: number) {
    this.#length = length;
  }

  /**
   * @param what lies there, for people
   * @throws CredenceError `DATA_TRUNCATED` where the stretch leaves the file.
   */
  add(start: number, length: number, what: string): void {
    if (start + length > this.#length) {
      throw new CredenceError('DATA_TRUNCATED', `Its ${what} reaches beyond its end`, {
        at: { byte: Math.min(start, this.#length) },
      });
    }
    if (length > 0) this.#regions.push({ start, end: start + length, name: what });
  }

  /**
   * Every stretch that belongs to nothing, and those that overlap, in the order of their bytes. What
   * is claimed twice as a whole is shared, and no overlap.
   */
  faults(): readonly LayoutFault[] {
    const whole = { start: 0, end: this.#length };
    return layoutFaults(this.#regions, {
      ...whole,
      mostFaults: Number.POSITIVE_INFINITY,
      mayShare: true,
    });
  }
}
