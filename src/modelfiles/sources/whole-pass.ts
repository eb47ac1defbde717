import { setImmediate } from 'node:timers/promises';
import { type Digest, DigestStream, digestOf } from '../../core/digest.ts';
import type { ExpectedChecksum } from '../byte-source.ts';
import type { Budget } from '../limits.ts';
import { ChecksumCheck } from './checksum-check.ts';
import { FileSource } from './file-source.ts';
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
 * @throws CredenceError `LIMIT_EXCEEDED` when time is up, `FILE_UNREADABLE` also where somebody wrote
 *   to the file meanwhile
 */
export async function passOver(source: WholeSource, budget: Budget): Promise<WholePass> {
  const { resident } = source;
  if (resident !== null && resident.length <= AT_ONCE_BYTES) {
    budget.spendTime();
    return passAtOnce(source, resident);
  }
  const digest = new DigestStream();
  const check = new ChecksumCheck(source.checksums);
  const take = (bytes: Uint8Array, position: number): void => {
    digest.update(bytes);
    check.update(bytes, position);
    budget.spendTime();
  };
  if (resident === null && source instanceof FileSource) {
    await readThrough(source, take);
  } else {
    for (let at = 0; at < source.length; at += CHUNK_BYTES) {
      take(source.read(at, Math.min(CHUNK_BYTES, source.length - at)), at);
    }
  }
  if (source instanceof FileSource) source.requireUnchanged();
  return { digest: digest.finish(), failedChecksums: check.finish() };
}

/** Short bytes are hashed in one call. */
function passAtOnce(source: WholeSource, bytes: Uint8Array): WholePass {
  const check = new ChecksumCheck(source.checksums);
  check.update(bytes, 0);
  if (source instanceof FileSource) source.requireUnchanged();
  return { digest: digestOf(bytes), failedChecksums: check.finish() };
}

/**
 * One chunk after the other, each hashed while it is still near the processor. Reading ahead in
 * another thread costs more than it gains where files lie in the disk's cache.
 */
async function readThrough(
  source: FileSource,
  take: (bytes: Uint8Array, position: number) => void,
): Promise<void> {
  const room = takeRoom(CHUNK_BYTES);
  try {
    for (let position = 0, pause = PAUSE_BYTES; position < source.length; ) {
      const bytes = source.readInto(room, position);
      take(bytes, position);
      position += bytes.length;
      if (position < pause) continue;
      pause += PAUSE_BYTES;
      await setImmediate();
    }
  } finally {
    giveRoomBack(room);
  }
}
