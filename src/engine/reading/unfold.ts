import { Readable, type Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { CredenceError } from '../../core/error.ts';
import type { ReadContext } from './read-context.ts';
import type { Compression } from './source-format.ts';

const OUTPUT_BYTES = 262_144;
/** The ratio is not judged before this much came out: short repetitive files are honest. */
const RATIO_FREE_BYTES = 64_000_000;

export interface FoldedInput {
  readonly chunks: AsyncIterable<Buffer>;
  readonly compression: Exclude<Compression, 'none'>;
  readonly name: string;
}

/**
 * Decompresses gzip (RFC 1952, all members) or zstd (RFC 8878, all frames).
 *
 * @throws CredenceError DATA_TRUNCATED when the last member is incomplete; DATA_MALFORMED when it is
 *   damaged or followed by something else; LIMIT_EXCEEDED for a decompression bomb.
 */
export async function* unfold(input: FoldedInput, context: ReadContext): AsyncGenerator<Buffer> {
  const supply = new ChunkSupply(input.chunks);
  const guard = new ExpansionGuard(input.name, context);
  while (await supply.hasMore()) {
    if (input.compression === 'gzip' && (await supply.startsWithZero())) {
      await requireZeroPadding(supply, input.name);
      return;
    }
    supply.startMember();
    const decoder = createDecoder(input.compression);
    const feed = Readable.from(supply, { objectMode: false, highWaterMark: OUTPUT_BYTES });
    feed.on('error', (error) => decoder.destroy(error));
    feed.pipe(decoder);
    try {
      for await (const chunk of decoder as AsyncIterable<Buffer>) {
        guard.check(chunk.length, supply.taken);
        yield chunk;
      }
    } catch (error) {
      throw unfoldingError(input, error);
    } finally {
      feed.unpipe(decoder);
      feed.destroy();
      decoder.destroy();
    }
    supply.giveBack(decoder.bytesWritten);
  }
}

type Decoder = Transform & { readonly bytesWritten: number };

function createDecoder(compression: FoldedInput['compression']): Decoder {
  const options = { chunkSize: OUTPUT_BYTES };
  return compression === 'gzip' ? createGunzip(options) : createZstdDecompress(options);
}

/** Chunks for one decoder after the other: what a decoder leaves over begins the next member. */
class ChunkSupply implements AsyncIterable<Buffer> {
  readonly #source: AsyncIterator<Buffer>;
  #next: Buffer | undefined;
  /** Given out since the member began; only as much of it as the decoder may not have used. */
  #given: Buffer[] = [];
  #givenBytes = 0;
  taken = 0;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#source = chunks[Symbol.asyncIterator]();
  }

  /** No `return` method: a decoder that stops early must not close the file. */
  [Symbol.asyncIterator](): AsyncIterator<Buffer> {
    return { next: async () => this.#take() };
  }

  async hasMore(): Promise<boolean> {
    if (this.#next !== undefined) return true;
    const step = await this.#source.next();
    if (step.done) return false;
    this.#next = step.value;
    return true;
  }

  async startsWithZero(): Promise<boolean> {
    return (await this.hasMore()) && this.#next?.[0] === 0;
  }

  startMember(): void {
    this.#given = [];
    this.#givenBytes = 0;
  }

  /** Puts back all that was given out beyond the `used` bytes of this member. */
  giveBack(used: number): void {
    let surplus = this.#givenBytes - used;
    const back: Buffer[] = this.#next === undefined ? [] : [this.#next];
    while (surplus > 0) {
      const last = this.#given.pop();
      if (last === undefined) break;
      back.unshift(last.length > surplus ? last.subarray(last.length - surplus) : last);
      surplus -= last.length;
    }
    this.#next = back.length === 0 ? undefined : Buffer.concat(back);
  }

  async #take(): Promise<IteratorResult<Buffer>> {
    if (!(await this.hasMore())) return { done: true, value: undefined };
    const chunk = this.#next as Buffer;
    this.#next = undefined;
    this.taken += chunk.length;
    this.#givenBytes += chunk.length;
    this.#given.push(chunk);
    // A decoder's queue holds at most two water marks: older chunks are used up.
    if (this.#given.length > 16) this.#given.shift();
    return { done: false, value: chunk };
  }
}

class ExpansionGuard {
  readonly #name: string;
  readonly #context: ReadContext;
  #bytes = 0;

  constructor(name: string, context: ReadContext) {
    this.#name = name;
    this.#context = context;
  }

  check(more: number, taken: number): void {
    this.#bytes += more;
    const { unfoldedBytes, unfoldingRatio } = this.#context.limits;
    const tooMuch = this.#bytes > unfoldedBytes;
    const tooSteep = this.#bytes > RATIO_FREE_BYTES && this.#bytes > taken * unfoldingRatio;
    if (!tooMuch && !tooSteep) return;
    const limit = tooMuch
      ? `${unfoldedBytes} bytes`
      : `${unfoldingRatio} bytes for each compressed byte`;
    throw new CredenceError('LIMIT_EXCEEDED', `${this.#name} unfolds to more than ${limit}.`, {
      at: { file: this.#name },
      hint: 'This looks like a decompression bomb. If it is not, decompress the file and scan the result.',
    });
  }
}

async function requireZeroPadding(supply: ChunkSupply, name: string): Promise<void> {
  for await (const chunk of supply) {
    if (chunk.some((byte) => byte !== 0)) {
      throw new CredenceError(
        'DATA_MALFORMED',
        `${name} holds other bytes after the end of its gzip data.`,
        {
          at: { file: name },
        },
      );
    }
  }
}

function unfoldingError({ name, compression }: FoldedInput, cause: unknown): CredenceError {
  if (cause instanceof CredenceError) return cause;
  const truncated = cause instanceof Error && 'code' in cause && cause.code === 'Z_BUF_ERROR';
  return truncated
    ? new CredenceError(
        'DATA_TRUNCATED',
        `${name} ends in the middle of its ${compression} data.`,
        {
          at: { file: name },
          hint: 'The file is incomplete: fetch it again.',
          cause,
        },
      )
    : new CredenceError('DATA_MALFORMED', `${name} holds damaged ${compression} data.`, {
        at: { file: name },
        cause,
      });
}
