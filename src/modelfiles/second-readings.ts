import type { ByteSource } from './byte-source.ts';
import {
  isRarHeader,
  isSevenZipHeader,
  RAR_SIGNATURE,
  SEVEN_ZIP_SIGNATURE,
} from './containers/archive-headers.ts';
import { isTarHeader, TAR_BLOCK_BYTES } from './containers/tar/tar-checksum.ts';
import { findDirectory } from './containers/zip/end-record.ts';
import type { Format } from './format.ts';
import { ByteView } from './formats/byte-view.ts';
import type { Problem } from './inspection.ts';
import { runsAsPickle } from './pickle/pickle-likeness.ts';
import { problem } from './problem.ts';

/** Another format that some reader takes the same bytes for, and where it begins. */
interface Reading {
  readonly what: string;
  /** Formats of which this is no second reading, but the reading. */
  readonly own: readonly Format[];
  readonly find: (source: ByteSource) => number | undefined;
}

const READINGS: readonly Reading[] = [
  {
    what: 'a zip archive',
    own: ['zip', 'torch-zip', 'keras', 'npz', 'tflite'],
    find: findDirectory,
  },
  { what: 'a tar archive', own: ['tar'], find: findTar },
  { what: 'an HDF5 file', own: ['hdf5'], find: findHdf5 },
  { what: 'a TensorFlow Lite model', own: ['tflite'], find: findTflite },
  { what: 'a 7z or rar archive', own: ['seven-zip', 'rar'], find: findSigned },
  {
    what: 'a pickle that calls something',
    own: ['pickle', 'joblib', 'torch-legacy'],
    find: (source) => (runsAsPickle(source) ? 0 : undefined),
  },
];

/** Unpackers look for an archive behind a program no further than here. */
const SEARCHED_BYTES = 2 ** 20;
const SEARCHED_AT_ONCE = 261_120;
const SIGNED_ARCHIVES = [
  { signature: SEVEN_ZIP_SIGNATURE, isHeader: isSevenZipHeader },
  { signature: RAR_SIGNATURE, isHeader: isRarHeader },
] as const;
const LONGEST_SIGNATURE = Math.max(...SIGNED_ARCHIVES.map(({ signature }) => signature.length));
const HDF5_SIGNATURE = '\x89HDF\r\n\x1a\n';

/** A member that lies in the file as it is, and what it was recognised as. */
export interface PlacedMember {
  readonly offset: number;
  readonly length: number;
  readonly format: Format;
}

/**
 * Other formats that some reader would take a file for: it has one meaning, or none is trusted.
 * An archive may well hold a file of another format, which has been looked at as a member.
 *
 * @param format what the file was recognised as
 */
export function secondReadings(
  source: ByteSource,
  format: Format,
  members: readonly PlacedMember[],
): readonly Problem[] {
  return READINGS.flatMap(({ what, own, find }) => {
    const offset = own.includes(format) ? undefined : find(source);
    if (offset === undefined) return [];
    const known = members.some(
      (member) =>
        own.includes(member.format) &&
        offset >= member.offset &&
        offset < member.offset + member.length,
    );
    return known ? [] : [polyglot(what, offset)];
  });
}

function polyglot(what: string, offset: number): Problem {
  return problem('fail', {
    rule: 'scan.polyglot',
    offset,
    summary: `The file is also ${what}: what is loaded depends on who reads it.`,
    action: 'Do not load it; nobody makes such a file by accident.',
  });
}

function findTar(source: ByteSource): number | undefined {
  return isTarHeader(source.read(0, Math.min(TAR_BLOCK_BYTES, source.length))) ? 0 : undefined;
}

/** Readers of HDF5 look for its signature at 0, 512, 1024, 2048 and so on (HDF5 3.0 §II.A). */
function findHdf5(source: ByteSource): number | undefined {
  const view = new ByteView(source);
  for (let at = 512; at < source.length; at *= 2) {
    if (view.startsWith(HDF5_SIGNATURE, at)) return at;
  }
  return undefined;
}

function findTflite(source: ByteSource): number | undefined {
  return new ByteView(source).startsWith('TFL3', 4) ? 0 : undefined;
}

function findSigned(source: ByteSource): number | undefined {
  const end = Math.min(SEARCHED_BYTES, source.length);
  for (let start = 0; start < end; start += SEARCHED_AT_ONCE) {
    const length = Math.min(SEARCHED_AT_ONCE + LONGEST_SIGNATURE - 1, source.length - start);
    const bytes = source.read(start, length);
    const places = SIGNED_ARCHIVES.map(({ signature }) => placesIn(bytes, signature));
    for (const [index, { isHeader }] of SIGNED_ARCHIVES.entries()) {
      const found = places[index]?.find((at) => isHeader(source, start + at));
      if (found !== undefined) return start + found;
    }
  }
  return undefined;
}

/** All of them: the first may be there to distract from the second. */
function placesIn(bytes: Uint8Array, signature: string): readonly number[] {
  const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const places: number[] = [];
  for (let at = piece.indexOf(signature, 0, 'latin1'); at !== -1; ) {
    places.push(at);
    at = piece.indexOf(signature, at + 1, 'latin1');
  }
  return places;
}
