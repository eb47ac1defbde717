import type { ByteSource } from './byte-source.ts';
import { looksLikeZlib } from './containers/deflate/zlib-likeness.ts';
import { looksLikeLzma } from './containers/lzma/lzma-likeness.ts';
import { isTarHeader, TAR_BLOCK_BYTES } from './containers/tar/tar-checksum.ts';
import { readZip } from './containers/zip/read-zip.ts';
import { zipFlavour } from './containers/zip/zip-flavour.ts';
import type { Format } from './format.ts';
import { ByteView } from './formats/byte-view.ts';
import { looksLikeLfsPointer } from './formats/lfs-pointer.ts';
import { protobufFormat } from './formats/protobuf/protobuf-format.ts';
import { topLevelOf } from './formats/protobuf/top-level.ts';
import { looksLikeSafetensors } from './formats/safetensors/safetensors-likeness.ts';
import { looksLikeRecords } from './formats/tensorflow/inspect-records.ts';
import { looksLikeTable } from './formats/tensorflow/table-reader.ts';
import type { InspectionContext } from './inspection.ts';
import { pickleFlavour } from './pickle/pickle-flavour.ts';
import { looksLikeText, textFormat } from './plain-text.ts';
import { signedFormat } from './signatures.ts';

/** What a source is, by its content; the name only says what a plain text is for. */
export function sniff(source: ByteSource, context: InspectionContext): Format {
  if (source.length === 0) return 'empty';
  const signed = signedFormat(source);
  if (signed === 'zip') return zipFlavour(readZip(source, context).entries);
  return signed ?? unsignedFormat(source, context);
}

/** Formats without a signature, those first that leave least to chance. */
function unsignedFormat(source: ByteSource, { name, budget }: InspectionContext): Format {
  if (isTarHeader(source.read(0, Math.min(TAR_BLOCK_BYTES, source.length)))) return 'tar';
  if (looksLikeSafetensors(source)) return 'safetensors';
  const view = new ByteView(source);
  if (looksLikeLzma(view)) return 'lzma';
  const pickle = pickleFlavour(source);
  if (pickle !== null) return pickle;
  if (looksLikeLfsPointer(source)) return 'lfs-pointer';
  if (looksLikeText(source, budget)) return textFormat(name);
  if (looksLikeTable(view)) return 'tensorflow-index';
  if (looksLikeRecords(view)) return 'tfrecord';
  const topLevel = topLevelOf(view, budget);
  const protobuf = topLevel && protobufFormat(topLevel);
  if (protobuf !== null) return protobuf;
  return looksLikeZlib(view) ? 'zlib' : 'unknown';
}
