import type { ByteSource } from './byte-source.ts';
import type { Format } from './format.ts';

interface Signature {
  readonly format: Format;
  readonly offset: number;
  readonly bytes: Buffer;
}

function signature(format: Format, text: string, offset = 0): Signature {
  return { format, offset, bytes: Buffer.from(text, 'latin1') };
}

/** Bytes by which a format is known at once. No two of them fit one file at the same offset. */
const SIGNATURES: readonly Signature[] = [
  signature('zip', 'PK\x03\x04'),
  signature('zip', 'PK\x05\x06'),
  signature('zip', 'PK\x07\x08'),
  signature('npy', '\x93NUMPY'),
  signature('gguf', 'GGUF'),
  signature('hdf5', '\x89HDF\r\n\x1a\n'),
  signature('gzip', '\x1f\x8b'),
  signature('bzip2', 'BZh'),
  signature('xz', '\xfd7zXZ\0'),
  signature('zstd', '\x28\xb5\x2f\xfd'),
  signature('lz4', '\x04\x22\x4d\x18'),
  signature('lz4', '\x02\x21\x4c\x18'),
  signature('seven-zip', '7z\xbc\xaf\x27\x1c'),
  signature('rar', 'Rar!\x1a\x07'),
  signature('tflite', 'TFL3', 4),
];

/** How much of a source's start the signatures look at. */
const SIGNED_BYTES = 8;

/** The format whose signature a source begins with. */
export function signedFormat(source: ByteSource): Format | undefined {
  const head = source.read(0, Math.min(SIGNED_BYTES, source.length));
  return SIGNATURES.find(({ offset, bytes }) => {
    const found = head.subarray(offset, offset + bytes.length);
    return Buffer.compare(bytes, found) === 0;
  })?.format;
}
