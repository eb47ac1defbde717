import { CredenceError } from '../../core/error.ts';

/** What a NumPy array file says of itself. */
export interface NpyHeader {
  /** Kind and bytes of one number, as NumPy writes them without byte order: `f4`, `u2`. */
  readonly kind: string;
  readonly bigEndian: boolean;
  /** Whether the first index moves fastest (columns one after the other). */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the numbers begin. */
  readonly offset: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** NumPy itself writes a few hundred bytes. */
const LONGEST = 65_535;

/** True where bytes begin as a NumPy array file does. */
export function isNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, at) => bytes[at] === byte);
}

/**
 * Reads the header of a NumPy array file (NEP 1, versions 1 to 3). It is a Python literal: the three
 * entries are looked for, and nothing is evaluated.
 *
 * @param bytes the file, or enough of its beginning.
 * @throws CredenceError DATA_MALFORMED, DATA_TRUNCATED; DATA_UNSUPPORTED for arrays of objects or records.
 */
export function readNpyHeader(bytes: Uint8Array, file: string): NpyHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isNpy(bytes)) throw malformed(file, 'does not begin as a NumPy array does');
  if (bytes.length < 12) throw truncated(file, bytes.length);
  const version = bytes[6] as number;
  if (version < 1 || version > 3) throw malformed(file, `has version ${version} of the npy format`);
  const start = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > LONGEST) throw malformed(file, `has a header of ${length} bytes`);
  const offset = start + length;
  if (offset > bytes.length) throw truncated(file, bytes.length);
  const text = Buffer.from(bytes.subarray(start, offset)).toString('latin1');
  return { ...parseDescription(text, file), ...parseLayout(text, file), offset };
}

function parseDescription(text: string, file: string): Pick<NpyHeader, 'kind' | 'bigEndian'> {
  const found = /['"]descr['"]\s*:\s*['"]([<>|=]?)([a-zA-Z]\d{0,4})['"]/.exec(text);
  const [, order, kind] = found ?? [];
  if (kind === undefined || kind.startsWith('O')) {
    throw new CredenceError('DATA_UNSUPPORTED', `${file} holds objects or records, not numbers.`, {
      at: { file },
      hint: 'Save a plain array: numpy.save(file, probabilities.astype(numpy.float32)).',
    });
  }
  return { kind, bigEndian: order === '>' };
}

function parseLayout(text: string, file: string): Pick<NpyHeader, 'fortranOrder' | 'shape'> {
  const [, order] = /['"]fortran_order['"]\s*:\s*(True|False)/.exec(text) ?? [];
  const [, sizes] = /['"]shape['"]\s*:\s*\(([\d,\sL]*)\)/.exec(text) ?? [];
  if (order === undefined || sizes === undefined)
    throw malformed(file, 'has a header without shape or order');
  const shape = sizes
    .split(',')
    .map((size) => size.trim())
    .filter((size) => size !== '')
    .map((size) => Number.parseInt(size, 10));
  return { fortranOrder: order === 'True', shape };
}

function malformed(file: string, what: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', `${file} ${what}.`, { at: { file } });
}

function truncated(file: string, bytes: number): CredenceError {
  return new CredenceError('DATA_TRUNCATED', `${file} ends within its header.`, {
    at: { file, byte: bytes },
    hint: 'The file is incomplete: write or fetch it again.',
  });
}
