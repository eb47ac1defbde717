import { CredenceError } from '../../../core/error.ts';
import type { ByteSource } from '../../byte-source.ts';
import { ByteView } from '../../formats/byte-view.ts';
import type { Problem, UnpackContext } from '../../inspection.ts';
import { type LayoutFault, layoutFaults } from '../../layout.ts';
import { nameFaults } from '../member-names.ts';
import { allowedBytes } from '../stream/unpack.ts';
import { type CentralEntry, readCentralDirectory } from './central-directory.ts';
import { readZipEnd, type ZipEnd } from './end-record.ts';
import { entryFaults, isEncrypted, STORED } from './entry-faults.ts';
import { entryName } from './entry-name.ts';
import { compareLocalHeader, type EntryData, entryEnd, shownName } from './local-header.ts';
import { openEntry } from './open-entry.ts';
import type { ZipArchive, ZipEntry } from './zip-archive.ts';
import { zipRefusal } from './zip-problem.ts';

const archives = new WeakMap<ByteSource, ZipArchive>();

/**
 * Reads both directories of a zip archive (APPNOTE 6.3.10) and holds them against each other and
 * against every byte of the source: what one reader would see and another would not is a problem,
 * and so are names, flags and methods that readers treat in different ways. A source is read once;
 * asking again gives the same archive.
 *
 * @throws CredenceError `LIMIT_EXCEEDED`, `FILE_UNREADABLE`; never over what the bytes say
 */
export function readZip(source: ByteSource, context: UnpackContext): ZipArchive {
  const known = archives.get(source);
  if (known !== undefined) return known;
  const problems: Problem[] = [];
  let archive: ZipArchive;
  try {
    archive = { entries: readEntries(source, context, problems), problems };
  } catch (error) {
    if (!(error instanceof CredenceError) || error.code !== 'DATA_TRUNCATED') throw error;
    const place = { offset: error.at?.byte ?? 0 };
    const summary = `The archive's directories point outside of it: ${error.message}.`;
    archive = { entries: [], problems: [...problems, zipRefusal('truncated', place, { summary })] };
  }
  archives.set(source, archive);
  return archive;
}

function readEntries(
  source: ByteSource,
  context: UnpackContext,
  problems: Problem[],
): readonly ZipEntry[] {
  const end = readZipEnd(source, problems);
  if (end === undefined) return [];
  const central = readCentralDirectory(source, { end, budget: context.budget }, problems);
  const names = central.map((entry) => entryName(entry, problems));
  for (const entry of central) problems.push(...entryFaults(entry));
  problems.push(
    ...nameFaults(
      'zip',
      central.map(({ offset }, index) => ({ name: names[index] ?? '', offset })),
    ),
  );
  const { places, whole } = placeEntries({ source, end, central }, problems);
  if (!whole || isBomb({ source, central }, context, problems)) return [];
  return central.flatMap((entry, index) => {
    const data = places.get(entry);
    if (data === undefined) return [];
    const name = names[index] ?? '';
    // A checksum is of what is encrypted; the archive is refused for that, and looked at as it is.
    if (entry.method === STORED && !isEncrypted(entry)) {
      const range = { offset: data.start, length: data.end - data.start };
      source.expect({ ...range, crc32: entry.crc32, name });
    }
    return [
      {
        name,
        offset: data.start,
        size: entry.size,
        stored: entry.method === STORED,
        open: () => openEntry({ source, entry, data }, context),
      },
    ];
  });
}

interface Directories {
  readonly source: ByteSource;
  readonly end: ZipEnd;
  readonly central: readonly CentralEntry[];
}

interface Places {
  readonly places: ReadonlyMap<CentralEntry, EntryData>;
  /** Whether no byte belongs to two entries. */
  readonly whole: boolean;
}

/** Where each entry's data lie; and every byte before the directory must belong to one entry. */
function placeEntries({ source, end, central }: Directories, problems: Problem[]): Places {
  const view = new ByteView(source);
  const places = new Map<CentralEntry, EntryData>();
  const directory = end.offset - end.directoryBytes;
  const inOrder = central.toSorted((a, b) => a.headerOffset - b.headerOffset);
  const regions = inOrder.flatMap((entry, index) => {
    const data = compareLocalHeader(view, entry, problems);
    if (data === undefined) return [];
    places.set(entry, data);
    const next = inOrder[index + 1]?.headerOffset ?? directory;
    const last = entryEnd({ view, entry, data, next }, problems);
    return [{ start: entry.headerOffset, end: last, name: shownName(entry.name) }];
  });
  const faults = layoutFaults(regions, { start: 0, end: directory });
  problems.push(...faults.map(layoutProblem));
  return { places, whole: faults.every((fault) => fault.kind !== 'overlap') };
}

function layoutProblem(fault: LayoutFault): Problem {
  const place = { offset: fault.start, length: fault.end - fault.start };
  if (fault.kind === 'overlap') {
    const others = fault.second === '' ? 'the directory' : fault.second;
    return zipRefusal('overlap', place, {
      summary: `${fault.first} and ${others} claim the same bytes.`,
      severity: 'critical',
    });
  }
  const where = fault.after === '' ? 'before the first entry' : `behind ${fault.after}`;
  return zipRefusal('hidden-bytes', place, {
    summary: `${place.length} bytes ${where} belong to nothing that the directory lists.`,
  });
}

function isBomb(
  { source, central }: Pick<Directories, 'source' | 'central'>,
  { budget }: UnpackContext,
  problems: Problem[],
): boolean {
  const unpacked = central.reduce((sum, entry) => sum + entry.size, 0);
  if (unpacked <= allowedBytes(source.length, budget.limits)) return false;
  problems.push(
    zipRefusal(
      'bomb',
      { offset: 0 },
      {
        summary: `${source.length} bytes would unpack to ${unpacked}.`,
        severity: 'critical',
      },
    ),
  );
  return true;
}
