interface Signature {
  readonly name: string;
  readonly bytes: readonly number[];
  readonly at?: number;
}

/** Beginnings of files that people mistake for data, from the formats' own specifications. */
const SIGNATURES: readonly Signature[] = [
  {
    name: 'a ZIP archive (also XLSX, DOCX, NPZ and PyTorch files)',
    bytes: [0x50, 0x4b, 0x03, 0x04],
  },
  { name: 'an empty ZIP archive', bytes: [0x50, 0x4b, 0x05, 0x06] },
  { name: 'an encrypted Parquet file', bytes: ascii('PARE') },
  { name: 'a Feather version 1 file', bytes: ascii('FEA1') },
  { name: 'an ORC file', bytes: ascii('ORC') },
  { name: 'an Avro file', bytes: [...ascii('Obj'), 1] },
  { name: 'a NumPy array', bytes: [0x93, ...ascii('NUMPY')] },
  { name: 'an HDF5 file', bytes: [0x89, ...ascii('HDF\r\n')] },
  { name: 'an SQLite database', bytes: ascii('SQLite format 3\0') },
  { name: 'a GGUF model', bytes: ascii('GGUF') },
  { name: 'a bzip2 archive', bytes: ascii('BZh') },
  { name: 'an xz archive', bytes: [0xfd, ...ascii('7zXZ'), 0] },
  { name: 'a 7z archive', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { name: 'an LZ4 frame', bytes: [0x04, 0x22, 0x4d, 0x18] },
  { name: 'a RAR archive', bytes: ascii('Rar!') },
  { name: 'a tar archive', bytes: ascii('ustar'), at: 257 },
  { name: 'a PNG image', bytes: [0x89, ...ascii('PNG')] },
  { name: 'a JPEG image', bytes: [0xff, 0xd8, 0xff] },
  { name: 'a GIF image', bytes: ascii('GIF8') },
  { name: 'a RIFF file (WebP, WAV)', bytes: ascii('RIFF') },
  { name: 'a PDF document', bytes: ascii('%PDF-') },
  { name: 'an OLE document (XLS, DOC)', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { name: 'an ELF program', bytes: [0x7f, ...ascii('ELF')] },
  { name: 'a Python pickle', bytes: [0x80, 0x02] },
  { name: 'a Python pickle', bytes: [0x80, 0x03] },
  { name: 'a Python pickle', bytes: [0x80, 0x04] },
  { name: 'a Python pickle', bytes: [0x80, 0x05] },
  { name: 'a WARC file', bytes: ascii('WARC/') },
  {
    name: 'a Git LFS pointer: the data itself was never fetched',
    bytes: ascii('version https://git-lfs'),
  },
  { name: 'an HTML page', bytes: ascii('<!DOCTYPE') },
  { name: 'an HTML page', bytes: ascii('<!doctype') },
  { name: 'an HTML page', bytes: ascii('<html') },
  { name: 'an XML document', bytes: ascii('<?xml') },
  { name: 'text in UTF-32', bytes: [0xff, 0xfe, 0x00, 0x00] },
  { name: 'text in UTF-32', bytes: [0x00, 0x00, 0xfe, 0xff] },
];

/** More control bytes than this share of the beginning, and it is not text. */
const BINARY_SHARE = 0.1;

/** What an unreadable file looks like, for people; undefined where nothing speaks against it. */
export function recogniseForeign(head: Buffer): string | undefined {
  return SIGNATURES.find((signature) => startsWith(head, signature.bytes, signature.at))?.name;
}

/** True when the beginning of a file is mostly NUL and other control bytes. */
export function looksBinary(head: Buffer): boolean {
  let controls = 0;
  for (const byte of head) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c)
      controls += 1;
  }
  return controls > head.length * BINARY_SHARE;
}

export function startsWith(bytes: Buffer, prefix: readonly number[], at = 0): boolean {
  return prefix.every((byte, index) => bytes[at + index] === byte);
}

export function ascii(text: string): number[] {
  return [...Buffer.from(text, 'latin1')];
}
