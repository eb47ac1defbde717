import type { Sink } from '../../sources/scratch.ts';
import { malformed } from './bzip2-codes.ts';

const BUFFER_BYTES = 65_536;
/** After so many equal bytes comes a count of more of them. */
const RUN = 4;

/** Undoes bzip2's first run-length coding. */
export class RunLengthWriter {
  readonly #sink: Sink;
  readonly #buffer = new Uint8Array(BUFFER_BYTES);
  #filled = 0;
  #last = -1;
  #run = 0;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  write(byte: number): void {
    if (this.#run === RUN) {
      for (let more = byte; more > 0; more--) this.#put(this.#last);
      this.#run = 0;
      this.#last = -1;
      return;
    }
    this.#run = byte === this.#last ? this.#run + 1 : 1;
    this.#last = byte;
    this.#put(byte);
  }

  /** A block may not end where a count has to come. */
  finish(): void {
    if (this.#run === RUN) throw malformed('has a block that ends within a run');
    this.#flush();
  }

  #put(byte: number): void {
    if (this.#filled === BUFFER_BYTES) this.#flush();
    this.#buffer[this.#filled++] = byte;
  }

  #flush(): void {
    if (this.#filled > 0) this.#sink(this.#buffer.subarray(0, this.#filled));
    this.#filled = 0;
  }
}
