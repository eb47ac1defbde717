import { CredenceError } from '../core/error.ts';

/** What one file, with everything within it, may cost. */
export interface Limits {
  /** Archives within archives. */
  readonly depth: number;
  /** Members over all archives of one file. */
  readonly members: number;
  /** Bytes unpacked over all archives of one file. */
  readonly unpackedBytes: number;
  /** Bytes unpacked for one byte of the archive. */
  readonly unpackedRatio: number;
  /** Instructions over all programs of one file. */
  readonly instructions: number;
  readonly milliseconds: number;
}

export const DEFAULT_LIMITS: Limits = {
  depth: 4,
  members: 100_000,
  unpackedBytes: 64 * 2 ** 30,
  unpackedRatio: 1_000,
  instructions: 50_000_000,
  milliseconds: 600_000,
};

/** Counts what a file costs, and stops it at its limits. */
export class Budget {
  readonly limits: Limits;
  readonly #deadline: number;
  readonly #signal: AbortSignal | undefined;
  #members = 0;
  #unpackedBytes = 0;
  #instructions = 0;

  /** @param signal ends the look at the file when somebody no longer wants it */
  constructor(limits: Limits = DEFAULT_LIMITS, signal?: AbortSignal) {
    this.limits = limits;
    this.#signal = signal;
    this.#deadline = performance.now() + limits.milliseconds;
  }

  /** @throws CredenceError `LIMIT_EXCEEDED` where the file holds more members than it may. */
  spendMembers(count: number): void {
    this.#members += count;
    if (this.#members > this.limits.members) {
      throw exceeded(`holds more than ${this.limits.members} members`);
    }
    this.spendTime();
  }

  /** @throws CredenceError `LIMIT_EXCEEDED` where the file unpacks to more than it may. */
  spendUnpackedBytes(count: number): void {
    this.#unpackedBytes += count;
    if (this.#unpackedBytes > this.limits.unpackedBytes) {
      throw exceeded(`unpacks to more than ${this.limits.unpackedBytes} bytes`);
    }
    this.spendTime();
  }

  /** @throws CredenceError `LIMIT_EXCEEDED` where the file's programs are longer than they may be. */
  spendInstructions(count: number): void {
    this.#instructions += count;
    if (this.#instructions > this.limits.instructions) {
      throw exceeded(`holds programs of more than ${this.limits.instructions} instructions`);
    }
    this.spendTime();
  }

  /** @throws CredenceError `LIMIT_EXCEEDED` where the file takes longer than it may, `CANCELLED`. */
  spendTime(): void {
    if (this.#signal?.aborted === true)
      throw new CredenceError('CANCELLED', 'The scan was cancelled');
    if (performance.now() > this.#deadline) {
      throw exceeded(`takes longer than ${this.limits.milliseconds} ms`);
    }
  }
}

function exceeded(what: string): CredenceError {
  return new CredenceError('LIMIT_EXCEEDED', `The file ${what}`, {
    hint: 'A file that cannot be looked at whole is not accepted; have its publisher convert it to safetensors.',
  });
}
