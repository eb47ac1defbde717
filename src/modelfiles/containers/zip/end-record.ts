import { visibleText } from '../../../core/visible-text.ts';
import type { ByteSource } from '../../byte-source.ts';
import { ByteView } from '../../formats/byte-view.ts';
import type { Problem } from '../../inspection.ts';
import { problem } from '../../problem.ts';
import { zipRefusal } from './zip-problem.ts';

const CENTRAL_HEADER = 0x02014b50;
const ZIP64_END = 0x06064b50;
const ZIP64_LOCATOR = 0x07064b50;
const END_BYTES = 22;
const ZIP64_END_BYTES = 56;
const LOCATOR_BYTES = 20;
const LONGEST_COMMENT = 65_535;

/** Where an archive's central directory lies, and how many entries it has. */
export interface ZipEnd {
  /** Offset of the first end record, where the directory must end. */
  readonly offset: number;
  readonly entries: number;
  readonly directoryOffset: number;
  readonly directoryBytes: number;
}

type Directory = Omit<ZipEnd, 'offset'>;

/**
 * Finds the end records of an archive (APPNOTE 6.3.10 §4.3.14–16) and what they point at.
 *
 * @param problems takes what is wrong with them
 * @returns undefined where there is no end record
 */
export function readZipEnd(source: ByteSource, problems: Problem[]): ZipEnd | undefined {
  const at = findEndRecord(source);
  if (at === undefined) {
    problems.push(
      zipRefusal(
        'no-end-record',
        { offset: source.length },
        {
          summary: 'The archive breaks off: it has no end-of-central-directory record.',
        },
      ),
    );
    return undefined;
  }
  const view = new ByteView(source.slice(at, source.length - at));
  const plain = plainDirectory(view, 0);
  if (view.u16(4) !== 0 || view.u16(6) !== 0 || view.u16(8) !== view.u16(10)) {
    problems.push(
      zipRefusal(
        'split-archive',
        { offset: at, length: END_BYTES },
        {
          summary: 'The end record says that the archive is spread over several disks.',
        },
      ),
    );
  }
  checkComment(view, at, problems);
  const end = resolveZip64({ source, at, plain }, problems);
  if (end.directoryBytes <= end.offset) return end;
  problems.push(
    zipRefusal(
      'misplaced-directory',
      { offset: at },
      {
        summary: `The central directory would have ${end.directoryBytes} bytes, more than lie before its end.`,
      },
    ),
  );
  return undefined;
}

/**
 * Where the central directory of an archive begins that ends a source, whatever it begins with:
 * readers of zip take no notice of what lies before.
 */
export function findDirectory(source: ByteSource): number | undefined {
  const at = findEndRecord(source);
  if (at === undefined) return undefined;
  const view = new ByteView(source);
  const plain = plainDirectory(view, at);
  const starts = [at - plain.directoryBytes, plain.directoryOffset];
  const locator = at - LOCATOR_BYTES;
  if (locator >= 0 && view.u32(locator) === ZIP64_LOCATOR) {
    for (const record of [locator - ZIP64_END_BYTES, view.u64(locator + 8)]) {
      if (record < 0 || record + ZIP64_END_BYTES > source.length) continue;
      starts.push(record - view.u64(record + 40), view.u64(record + 48));
    }
  }
  return starts.find(
    (start) => start >= 0 && start + 4 <= source.length && view.u32(start) === CENTRAL_HEADER,
  );
}

/** The last end record: readers search from the end. */
function findEndRecord(source: ByteSource): number | undefined {
  if (source.length < END_BYTES) return undefined;
  const tailBytes = Math.min(source.length, END_BYTES + LONGEST_COMMENT);
  const { buffer, byteOffset } = source.read(source.length - tailBytes, tailBytes);
  const tail = Buffer.from(buffer, byteOffset, tailBytes);
  const at = tail.lastIndexOf('PK\x05\x06', tailBytes - END_BYTES, 'latin1');
  return at === -1 ? undefined : source.length - tailBytes + at;
}

function plainDirectory(view: ByteView, at: number): Directory {
  return {
    entries: view.u16(at + 10),
    directoryBytes: view.u32(at + 12),
    directoryOffset: view.u32(at + 16),
  };
}

/** What follows the end record must be the comment that it announces, and plain text. */
function checkComment(view: ByteView, at: number, problems: Problem[]): void {
  const announced = view.u16(20);
  const there = view.length - END_BYTES;
  if (announced !== there) {
    problems.push(
      zipRefusal(
        'trailing-bytes',
        { offset: at + END_BYTES, length: there },
        {
          summary: `${there} bytes follow the end record, which announces ${announced}.`,
        },
      ),
    );
  } else if (there > 0) {
    problems.push(commentProblem(view.bytes(END_BYTES, there), at + END_BYTES));
  }
}

/** A comment is worth a note where people can read it, and hides bytes where they can't. */
export function commentProblem(comment: Uint8Array, offset: number): Problem {
  const place = { offset, length: comment.length };
  const text = Buffer.from(comment).toString('utf8');
  const readable = /^[^\p{C}\uFFFD]*$/u.test(text.replaceAll(/[\r\n\t]/g, ' '));
  if (!readable || text.includes('PK')) {
    return zipRefusal('hidden-bytes', place, {
      summary: `A comment of ${comment.length} bytes is no readable text.`,
    });
  }
  return problem('note', {
    rule: 'zip.comment',
    ...place,
    summary: `The archive carries a comment: ${visibleText(text.slice(0, 200))}`,
    action: 'Nothing reads it when a model is loaded.',
  });
}

interface FoundEnd {
  readonly source: ByteSource;
  /** Offset of the end record. */
  readonly at: number;
  /** What the end record says, before ZIP64. */
  readonly plain: Directory;
}

/**
 * The ZIP64 end record replaces the plain one's fields where those are full; some readers always
 * take it where it is there, so both have to agree.
 */
function resolveZip64({ source, at, plain }: FoundEnd, problems: Problem[]): ZipEnd {
  const view = new ByteView(source);
  const locator = at - LOCATOR_BYTES;
  if (locator < 0 || view.u32(locator) !== ZIP64_LOCATOR) {
    if (isFull(plain)) problems.push(zip64Refusal(at, 'there is no ZIP64 end record'));
    return { ...plain, offset: at };
  }
  const record = locator - ZIP64_END_BYTES;
  if (record < 0 || view.u64(locator + 8) !== record || view.u32(record) !== ZIP64_END) {
    problems.push(zip64Refusal(locator, 'its locator does not point at the record before it'));
    return { ...plain, offset: at };
  }
  const large: Directory = {
    entries: view.u64(record + 32),
    directoryBytes: view.u64(record + 40),
    directoryOffset: view.u64(record + 48),
  };
  const whole =
    view.u64(record + 4) === ZIP64_END_BYTES - 12 &&
    view.u32(record + 16) === 0 &&
    view.u32(record + 20) === 0 &&
    view.u32(locator + 4) === 0 &&
    view.u32(locator + 16) === 1 &&
    view.u64(record + 24) === large.entries;
  if (!whole) problems.push(zip64Refusal(record, 'it is not of the one known form'));
  if (!agree(plain, large)) problems.push(zip64Refusal(record, 'the plain end record differs'));
  return { ...large, offset: record };
}

function isFull({ entries, directoryBytes, directoryOffset }: Directory): boolean {
  return entries === 0xffff || directoryBytes === 0xffffffff || directoryOffset === 0xffffffff;
}

function agree(plain: Directory, large: Directory): boolean {
  return (
    (plain.entries === 0xffff || plain.entries === large.entries) &&
    (plain.directoryBytes === 0xffffffff || plain.directoryBytes === large.directoryBytes) &&
    (plain.directoryOffset === 0xffffffff || plain.directoryOffset === large.directoryOffset)
  );
}

function zip64Refusal(offset: number, what: string): Problem {
  return zipRefusal(
    'zip64-inconsistent',
    { offset },
    {
      summary: `The archive's ZIP64 end record cannot be relied on: ${what}.`,
    },
  );
}
