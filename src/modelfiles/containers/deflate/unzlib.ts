import { CredenceError } from '../../../core/error.ts';
import type { ByteSource } from '../../byte-source.ts';
import { ByteView } from '../../formats/byte-view.ts';
import type { Sink } from '../../sources/scratch.ts';
import { SequentialReader } from '../stream/sequential-reader.ts';
import { Adler32 } from './adler32.ts';
import { inflateRaw } from './inflate.ts';
import { looksLikeZlib, ZLIB_HEADER_BYTES } from './zlib-likeness.ts';

/**
 * Unpacks one zlib stream (RFC 1950) without a preset dictionary.
 *
 * @returns offset of the first byte behind the stream
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, and whatever the sink throws
 */
export function unzlib(source: ByteSource, sink: Sink): number {
  if (!looksLikeZlib(new ByteView(source))) throw malformed('has no valid header', 0);
  const sum = new Adler32();
  const end = inflateRaw(source, ZLIB_HEADER_BYTES, (bytes) => {
    sum.update(bytes);
    sink(bytes);
  });
  const trailer = new SequentialReader(source, end);
  const claimed = trailer.bytes(4).reduce((value, byte) => value * 256 + byte, 0);
  if (claimed !== sum.value) throw malformed('does not have its checksum', end);
  return trailer.position;
}

function malformed(what: string, byte: number): CredenceError {
  return new CredenceError('DATA_MALFORMED', `The zlib stream ${what}`, { at: { byte } });
}
