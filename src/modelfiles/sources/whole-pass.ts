import { read } from 'node:fs';
import { promisify } from 'node:util';
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

const CHUNK_BYTES = 2 ** 20;
const AT_ONCE_BYTES = 2 ** 21;

const readInto = promisify(read);

/**
 * Goes once over all bytes of a source: their SHA-256, and every checksum that was expected of a
 * part of them. The next chunk is being fetched while the last one is worked on.
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

async function readThrough(
  source: FileSource,
  take: (bytes: Uint8Array, position: number) => void,
): Promise<void> {
  const fetch = (room: Uint8Array, position: number): Promise<{ bytesRead: number }> =>
    readInto(source.descriptor, room, 0, CHUNK_BYTES, position);
  let current = takeRoom(CHUNK_BYTES);
  let other = takeRoom(CHUNK_BYTES);
  let position = 0;
  let ahead = fetch(current, position);
  try {
    while (position < source.length) {
      const { bytesRead } = await ahead.catch((cause: unknown) => {
        throw source.unreadable(cause, position);
      });
      const wanted = Math.min(bytesRead, source.length - position);
      if (wanted === 0) throw source.changed(position);
      ahead = fetch(other, position + wanted);
      take(current.subarray(0, wanted), position);
      position += wanted;
      [current, other] = [other, current];
    }
  } finally {
    // The descriptor may be closed next, and must not be while a read on it is under way.
    await ahead.catch(ignoreReadAhead);
    giveRoomBack(current);
    giveRoomBack(other);
  }
}

/** The read-ahead of one who has stopped: its result, good or bad, concerns nobody. */
function ignoreReadAhead(): void {}
