import { type BigIntStats, statSync } from 'node:fs';
import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';

/** What tells that a file is the one that was looked at before, and was not written to since. */
export type FileStamp = Pick<BigIntStats, 'ctimeNs' | 'dev' | 'ino' | 'mtimeNs' | 'size'>;

/** @throws CredenceError `FILE_UNREADABLE` */
export function stampOf(at: string): FileStamp {
  try {
    const { ctimeNs, dev, ino, mtimeNs, size } = statSync(at, { bigint: true });
    return { ctimeNs, dev, ino, mtimeNs, size };
  } catch (cause) {
    throw new CredenceError('FILE_UNREADABLE', `${visibleText(at)} cannot be read.`, {
      hint: 'Check that it exists and that you may read it.',
      at: { file: at },
      cause,
    });
  }
}

/** @throws CredenceError `INTEGRITY_FAILED` where the file was replaced or written to */
export function assertStamp(at: string, stamp: FileStamp): void {
  const now = stampOf(at);
  const same = (Object.keys(stamp) as (keyof FileStamp)[]).every((key) => now[key] === stamp[key]);
  if (same) return;
  throw new CredenceError('INTEGRITY_FAILED', `${visibleText(at)} was changed while it was read.`, {
    hint: 'Wait until nothing writes to it, then start again.',
    at: { file: at },
  });
}
