import { setImmediate } from 'node:timers/promises';
import { type Digest, DigestStream, digestOf } from '../../core/digest.ts';
import type { ExpectedChecksum } from '../byte-source.ts';
import type { Budget } from '../limits.ts';
import { ChecksumCheck } from './checksum-check.ts';
import { FileSource } from './file-source.ts';
import type { Hashing } from './hash-thread.ts';
import type { MemorySource } from './memory-source.ts';
import { giveRoomBack, takeRoom } from './room.ts';

/** A source that is no part of another one. */
export type WholeSource = MemorySource | FileSource;

export interface WholePass {
  readonly digest: Digest;
  /** Checksums that were expected (`ByteSource.expect`) and are not there. */
  readonly failedChecksums: readonly ExpectedChecksum[];
}

const CHUNK_BYTES = 2 ** 19;
/** After so many bytes it is seen whether somebody has cancelled the scan. */
const PAUSE_BYTES = 2 ** 26;
const AT_ONCE_BYTES = 2 ** 21;

/**
 * Goes once over all bytes of a source: their SHA-256, and every checksum that was expected of a
 * part of them.
 *
 * @param hashing where another thread works out the SHA-256
 * @throws CredenceError `LIMIT_EXCEEDED` when time is up, `FILE_UNREADABLE` also where somebody wrote
 *   to the file meanwhile
 */
export async function passOver(
  source: WholeSource,
  budget: Budget,
  hashing: Hashing | null = null,
): Promise<WholePass> {
  const { resident } = source;
  const pass =
    resident !== null && resident.length <= AT_ONCE_BYTES
      ? passAtOnce(source, resident)
      : ((hashing === null ? null : await passBeside(source, budget, hashing)) ??
        (await passAlone(source, budget)));
  budget.spendTime();
  if (source instanceof FileSource) source.requireUnchanged();
  return pass;
}

/**
 * The expected checksums of a source by themselves.
 *
 * @returns those that are not there
 * @throws as `passOver`
 */
export async function failedChecksums(
  source: WholeSource,
  budget: Budget,
): Promise<readonly ExpectedChecksum[]> {
  const check = new ChecksumCheck(source.checksums);
  await goThrough(source, {
    from: () => check.wanted,
    take: (bytes, position) => {
      check.update(bytes, position);
      budget.spendTime();
    },
  });
  return check.finish();
}

/** Short bytes are hashed in one call. */
function passAtOnce(source: WholeSource, bytes: Uint8Array): WholePass {
  const check = new ChecksumCheck(source.checksums);
  check.update(bytes, 0);
  return { digest: digestOf(bytes), failedChecksums: check.finish() };
}

/** This thread checks, another one hashes; null where that one could not. */
async function passBeside(
  source: WholeSource,
  budget: Budget,
  hashing: Hashing,
): Promise<WholePass | null> {
  const failed = await failedChecksums(source, budget);
  const digest = await hashing.finish(budget);
  return digest === null ? null : { digest, failedChecksums: failed };
}

async function passAlone(source: WholeSource, budget: Budget): Promise<WholePass> {
  const digest = new DigestStream();
  const check = new ChecksumCheck(source.checksums);
  await goThrough(source, {
    from: (position) => position,
    take: (bytes, position) => {
      digest.update(bytes);
      check.update(bytes, position);
      budget.spendTime();
    },
  });
  return { digest: digest.finish(), failedChecksums: check.finish() };
}

interface Visitor {
  /** Where to go on, having seen everything before a position. */
  readonly from: (position: number) => number;
  readonly take: (bytes: Uint8Array, position: number) => void;
}

/** One chunk after the other, each taken while it is still near the processor. */
async function goThrough(source: WholeSource, { from, take }: Visitor): Promise<void> {
  const room = takeRoom(CHUNK_BYTES);
  try {
    let pause = PAUSE_BYTES;
    for (let position = from(0); position < source.length; position = from(position)) {
      const bytes = chunkAt(source, position, room);
      take(bytes, position);
      position += bytes.length;
      if (position < pause) continue;
      pause = position + PAUSE_BYTES;
      await setImmediate();
    }
  } finally {
    giveRoomBack(room);
  }
}

function chunkAt(source: WholeSource, position: number, room: Uint8Array): Uint8Array {
  if (source instanceof FileSource) return source.readInto(room, position);
  return source.read(position, Math.min(CHUNK_BYTES, source.length - position));
}
