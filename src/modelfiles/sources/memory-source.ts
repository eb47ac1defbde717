import type { ByteSource, ExpectedChecksum } from '../byte-source.ts';
import { requireRange } from './source-range.ts';
import { SourceSlice } from './source-slice.ts';

/** Bytes in memory. They are not copied: whoever hands them over leaves them alone. */
export class MemorySource implements ByteSource {
  readonly length: number;
  readonly resident: Uint8Array;
  readonly checksums: ExpectedChecksum[] = [];

  constructor(bytes: Uint8Array) {
    // Not a `Buffer`, whose slices share its memory: who copies a part must get a copy.
    this.resident = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.length = bytes.length;
  }

  read(offset: number, length: number): Uint8Array {
    requireRange(offset, length, this.length);
    return this.resident.subarray(offset, offset + length);
  }

  slice(offset: number, length: number): ByteSource {
    return new SourceSlice(this, offset, length);
  }

  expect(checksum: ExpectedChecksum): void {
    requireRange(checksum.offset, checksum.length, this.length);
    this.checksums.push(checksum);
  }
}
