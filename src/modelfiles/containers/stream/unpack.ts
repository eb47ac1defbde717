import { CredenceError } from '../../../core/error.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { UnpackContext } from '../../inspection.ts';
import type { Limits } from '../../limits.ts';
import type { Sink } from '../../sources/scratch.ts';

/** Data of zeros packs a thousandfold and harms nobody while it stays below this. */
const HARMLESS_BYTES = 256 * 2 ** 20;

/** One packed stream, and the decoder that writes what it holds into a sink. */
export interface PackedStream {
  /** Bytes that the stream takes up. */
  readonly packedLength: number;
  readonly unpack: (sink: Sink) => void;
}

/**
 * What a packed stream holds, as a source, within the limits.
 *
 * @throws CredenceError `LIMIT_EXCEEDED` where it unpacks to too much, and whatever `unpack` throws
 */
export function unpackStream(stream: PackedStream, { budget, scratch }: UnpackContext): ByteSource {
  const allowed = allowedBytes(stream.packedLength, budget.limits);
  return scratch.hold((sink) => {
    let total = 0;
    stream.unpack((bytes) => {
      total += bytes.length;
      if (total > allowed) throw bomb(stream.packedLength, budget.limits);
      budget.spendUnpackedBytes(bytes.length);
      sink(bytes);
    });
  });
}

/** How many bytes so many packed ones may unpack to before they count as a compression bomb. */
export function allowedBytes(packedLength: number, limits: Limits): number {
  return Math.max(HARMLESS_BYTES, packedLength * limits.unpackedRatio);
}

function bomb(packedLength: number, { unpackedRatio }: Limits): CredenceError {
  return new CredenceError(
    'LIMIT_EXCEEDED',
    `${packedLength} packed bytes unpack to more than ${unpackedRatio} times as many`,
    { hint: 'This is how a compression bomb looks; have its publisher pack it another way.' },
  );
}
