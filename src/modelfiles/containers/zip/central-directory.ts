import type { ByteSource } from '../../byte-source.ts';
import { ByteView } from '../../formats/byte-view.ts';
import type { Problem } from '../../inspection.ts';
import type { Budget } from '../../limits.ts';
import { commentProblem, type ZipEnd } from './end-record.ts';
import { readExtraFields } from './extra-fields.ts';
import { zipRefusal } from './zip-problem.ts';

const SIGNATURE = 0x02014b50;
const CENTRAL_HEADER_BYTES = 46;
const FULL = 0xffffffff;

/** One entry as the central directory has it (APPNOTE 6.3.10 §4.3.12). */
export interface CentralEntry {
  readonly name: Uint8Array;
  readonly flags: number;
  readonly method: number;
  /** Unsigned. */
  readonly crc32: number;
  readonly packedSize: number;
  readonly size: number;
  /** Offset of the local header. */
  readonly headerOffset: number;
  /** Unix mode in the upper half, DOS attributes in the lower. */
  readonly attributes: number;
  /** Offset of this entry in the archive. */
  readonly offset: number;
}

/**
 * The entries of the central directory, which must fill exactly the bytes between where the end
 * record says that they begin and the end record itself.
 *
 * @param problems takes what is wrong with them
 * @throws CredenceError `LIMIT_EXCEEDED` where there are too many
 */
export function readCentralDirectory(
  source: ByteSource,
  { end, budget }: { readonly end: ZipEnd; readonly budget: Budget },
  problems: Problem[],
): readonly CentralEntry[] {
  const start = end.offset - end.directoryBytes;
  if (start !== end.directoryOffset) {
    problems.push(
      zipRefusal(
        'misplaced-directory',
        { offset: start },
        {
          summary: `The end record places the central directory at ${end.directoryOffset}, and it would end elsewhere than where the record begins.`,
        },
      ),
    );
  }
  const view = new ByteView(source.slice(start, end.directoryBytes));
  const entries: CentralEntry[] = [];
  let at = 0;
  while (at + CENTRAL_HEADER_BYTES <= view.length && view.u32(at) === SIGNATURE) {
    const lengths = [view.u16(at + 28), view.u16(at + 30), view.u16(at + 32)] as const;
    const next = at + CENTRAL_HEADER_BYTES + lengths[0] + lengths[1] + lengths[2];
    if (next > view.length) break;
    budget.spendMembers(1);
    entries.push(readEntry({ view, at, start, lengths }, problems));
    at = next;
  }
  if (at !== view.length || entries.length !== end.entries) {
    problems.push(
      zipRefusal(
        'directory-mismatch',
        { offset: start + at },
        {
          summary: `The central directory holds ${entries.length} whole entries in ${at} bytes, and the end record announces ${end.entries} in ${view.length}.`,
        },
      ),
    );
  }
  return entries;
}

interface Header {
  readonly view: ByteView;
  /** Offset in the view. */
  readonly at: number;
  /** Offset of the view in the archive. */
  readonly start: number;
  /** Of name, extra block and comment. */
  readonly lengths: readonly [name: number, extra: number, comment: number];
}

function readEntry(
  { view, at, start, lengths: [nameBytes, extraBytes, commentBytes] }: Header,
  problems: Problem[],
): CentralEntry {
  const place = { offset: start + at };
  const extraAt = at + CENTRAL_HEADER_BYTES + nameBytes;
  const name = view.bytes(at + CENTRAL_HEADER_BYTES, nameBytes);
  const extra = readExtraFields({
    bytes: view.bytes(extraAt, extraBytes),
    offset: start + extraAt,
    name,
  });
  problems.push(...extra.problems);
  if (commentBytes > 0) {
    const commentAt = extraAt + extraBytes;
    problems.push(commentProblem(view.bytes(commentAt, commentBytes), start + commentAt));
  }
  if (view.u16(at + 34) !== 0) {
    problems.push(
      zipRefusal('split-archive', place, { summary: 'An entry is said to lie on another disk.' }),
    );
  }
  const plain = [view.u32(at + 24), view.u32(at + 20), view.u32(at + 42)] as const;
  const full = plain.filter((value) => value === FULL).length;
  if (full !== (extra.zip64?.length ?? 0)) {
    problems.push(
      zipRefusal('zip64-inconsistent', place, {
        summary: `An entry has ${full} fields to be found in ZIP64 values, and ${extra.zip64?.length ?? 0} of these.`,
      }),
    );
  }
  const values = [...(extra.zip64 ?? [])];
  const [size, packedSize, headerOffset] = plain.map((value) =>
    value === FULL ? (values.shift() ?? value) : value,
  ) as [number, number, number];
  return {
    name,
    flags: view.u16(at + 8),
    method: view.u16(at + 10),
    crc32: view.u32(at + 16),
    packedSize,
    size,
    headerOffset,
    attributes: view.u32(at + 38),
    ...place,
  };
}
