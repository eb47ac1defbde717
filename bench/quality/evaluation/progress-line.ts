import type { WriteStream } from 'node:tty';

/** One line that overwrites itself, on a terminal only. */
export class ProgressLine {
  readonly #stream: Pick<WriteStream, 'isTTY' | 'write'>;

  constructor(stream: Pick<WriteStream, 'isTTY' | 'write'>) {
    this.#stream = stream;
  }

  show(text: string): void {
    if (this.#stream.isTTY) this.#stream.write(`\r${text}`);
  }

  clear(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001B[K');
  }
}
