import { visibleText } from '../../../core/visible-text.ts';
import type { ByteView } from '../../formats/byte-view.ts';
import type { Problem } from '../../inspection.ts';
import type { CentralEntry } from './central-directory.ts';
import { readExtraFields } from './extra-fields.ts';
import { zipRefusal } from './zip-problem.ts';

const SIGNATURE = 0x04034b50;
const DESCRIPTOR_SIGNATURE = 0x08074b50;
const LOCAL_HEADER_BYTES = 30;
const FULL = 0xffffffff;
/** Flag: CRC and sizes follow the data, and the header may leave them empty. */
const HAS_DESCRIPTOR = 0x0008;

/** Where an entry's packed bytes lie, as offsets in the archive. */
export interface EntryData {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/**
 * Holds an entry's local header against its entry in the central directory: some readers go by the
 * one and some by the other.
 *
 * @param view of the archive
 * @param problems takes every difference
 * @returns undefined where there is no local header
 */
export function compareLocalHeader(
  view: ByteView,
  entry: CentralEntry,
  problems: Problem[],
): EntryData | undefined {
  const at = entry.headerOffset;
  if (at + LOCAL_HEADER_BYTES > view.length || view.u32(at) !== SIGNATURE) {
    problems.push(
      zipRefusal(
        'no-local-header',
        { offset: entry.offset },
        {
          summary: `There is no local header of ${shownName(entry.name)} where the directory says.`,
        },
      ),
    );
    return undefined;
  }
  const nameBytes = view.u16(at + 26);
  const extraBytes = view.u16(at + 28);
  const extraAt = at + LOCAL_HEADER_BYTES + nameBytes;
  const start = extraAt + extraBytes;
  if (start + entry.packedSize > view.length) {
    problems.push(
      zipRefusal(
        'broken-entry',
        { offset: at },
        {
          summary: `${shownName(entry.name)} would reach beyond the end of the archive.`,
        },
      ),
    );
    return undefined;
  }
  const name = view.bytes(at + LOCAL_HEADER_BYTES, nameBytes);
  const extra = readExtraFields({ bytes: view.bytes(extraAt, extraBytes), offset: extraAt, name });
  problems.push(...extra.problems);
  for (const difference of differences({ view, entry, name, zip64: extra.zip64 })) {
    problems.push(
      zipRefusal(
        'header-mismatch',
        { offset: at, length: start - at },
        {
          summary: `The local header of ${shownName(entry.name)} ${difference}.`,
          severity: 'critical',
        },
      ),
    );
  }
  return { start, end: start + entry.packedSize };
}

interface Comparison {
  readonly view: ByteView;
  readonly entry: CentralEntry;
  readonly name: Uint8Array;
  readonly zip64: readonly number[] | undefined;
}

function differences({ view, entry, name, zip64 }: Comparison): readonly string[] {
  const at = entry.headerOffset;
  const found: string[] = [];
  if (Buffer.compare(name, entry.name) !== 0) found.push(`names ${shownName(name)} instead`);
  if (view.u16(at + 6) !== entry.flags) found.push('has other flags');
  if (view.u16(at + 8) !== entry.method) found.push('names another method of packing');
  const header = [view.u32(at + 14), view.u32(at + 18), view.u32(at + 22)] as const;
  if (!sizesAgree(header, zip64, entry)) found.push('has another checksum or other sizes');
  return found;
}

/**
 * Sizes are in the header, or in its ZIP64 field where they are full. Where a descriptor follows
 * they may be empty; PyTorch then still fills ZIP64 values in, and the header's own offset.
 */
function sizesAgree(
  [crc32, packedSize, size]: readonly [number, number, number],
  zip64: readonly number[] | undefined,
  entry: CentralEntry,
): boolean {
  const open = (entry.flags & HAS_DESCRIPTOR) !== 0;
  const equals = (found: number, wanted: number): boolean =>
    found === wanted || (open && found === 0);
  if (!equals(crc32, entry.crc32)) return false;
  if (packedSize === FULL && size === FULL) {
    const [largeSize, largePacked, ...rest] = zip64 ?? [];
    if (largeSize === undefined || largePacked === undefined) return false;
    const offsetOnly = rest.every((value) => value === entry.headerOffset);
    return offsetOnly && equals(largeSize, entry.size) && equals(largePacked, entry.packedSize);
  }
  const repeated = [0, entry.size, entry.packedSize, entry.headerOffset];
  return (
    equals(packedSize, entry.packedSize) &&
    equals(size, entry.size) &&
    (zip64 ?? []).every((value) => repeated.includes(value))
  );
}

/**
 * Where an entry ends: behind its data, or behind the descriptor that follows it (APPNOTE §4.3.9),
 * whose signature is optional and whose sizes are of 4 or 8 bytes.
 *
 * @param next offset of whatever comes next in the archive: it settles which of the forms it is
 * @param problems takes a missing or wrong descriptor
 */
export function entryEnd({ view, entry, data, next }: DescribedEntry, problems: Problem[]): number {
  if ((entry.flags & HAS_DESCRIPTOR) === 0) return data.end;
  const length = next - data.end;
  const matches =
    [12, 16, 20, 24].includes(length) && isDescriptor(view, data.end, { length, entry });
  if (matches) return next;
  problems.push(
    zipRefusal(
      'data-descriptor',
      { offset: data.end },
      {
        summary: `No descriptor with the checksum and sizes of ${shownName(entry.name)} follows its data.`,
      },
    ),
  );
  return data.end;
}

export interface DescribedEntry {
  readonly view: ByteView;
  readonly entry: CentralEntry;
  readonly data: EntryData;
  readonly next: number;
}

function isDescriptor(
  view: ByteView,
  at: number,
  { length, entry }: { readonly length: number; readonly entry: CentralEntry },
): boolean {
  const signed = length === 16 || length === 24;
  if (signed && view.u32(at) !== DESCRIPTOR_SIGNATURE) return false;
  const from = signed ? at + 4 : at;
  const width = length < 20 ? 4 : 8;
  return (
    view.u32(from) === entry.crc32 &&
    view.uint(from + 4, width) === entry.packedSize &&
    view.uint(from + 4 + width, width) === entry.size
  );
}

/** A name as it is safe to show. */
export function shownName(name: Uint8Array): string {
  return `"${visibleText(Buffer.from(name).toString('utf8').slice(0, 200))}"`;
}
