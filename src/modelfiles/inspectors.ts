import { bunzip2 } from './containers/bzip2/bunzip2.ts';
import { unzlib } from './containers/deflate/unzlib.ts';
import { gunzip } from './containers/gzip/gunzip.ts';
import { unlz4 } from './containers/lz4/unlz4.ts';
import { unlzma } from './containers/lzma/unlzma.ts';
import { refuseRar, refuseSevenZip } from './containers/refused-archives.ts';
import { packedInspector } from './containers/stream/packed-inspector.ts';
import { inspectTar } from './containers/tar/inspect-tar.ts';
import { unxz } from './containers/xz/unxz.ts';
import { inspectZip } from './containers/zip/inspect-zip.ts';
import { unzstd } from './containers/zstd/unzstd.ts';
import type { Format } from './format.ts';
import { inspectEmpty } from './formats/empty-file.ts';
import { inspectGguf } from './formats/gguf/inspect-gguf.ts';
import { inspectHdf5 } from './formats/hdf5/inspect-hdf5.ts';
import { inspectKeras } from './formats/keras/inspect-keras.ts';
import { inspectLfsPointer } from './formats/lfs-pointer.ts';
import { inspectNpy } from './formats/npy/inspect-npy.ts';
import { inspectOnnx } from './formats/onnx/inspect-onnx.ts';
import {
  inspectFingerprint,
  inspectSentencePiece,
} from './formats/protobuf/inspect-plain-messages.ts';
import { inspectSafetensors } from './formats/safetensors/inspect-safetensors.ts';
import { inspectCheckpointIndex } from './formats/tensorflow/inspect-checkpoint-index.ts';
import { inspectKerasMetadata } from './formats/tensorflow/inspect-keras-metadata.ts';
import { inspectRecords } from './formats/tensorflow/inspect-records.ts';
import {
  inspectGraph,
  inspectMetaGraph,
  inspectSavedModel,
} from './formats/tensorflow/inspect-saved-model.ts';
import { inspectJson } from './formats/texts/inspect-json.ts';
import { inspectPlainText, inspectTemplateFile } from './formats/texts/inspect-plain-text.ts';
import { inspectPython } from './formats/texts/inspect-python.ts';
import { inspectRequirements } from './formats/texts/inspect-requirements.ts';
import { inspectYaml } from './formats/texts/inspect-yaml.ts';
import { inspectTflite } from './formats/tflite/inspect-tflite.ts';
import type { Inspect } from './inspection.ts';
import { inspectPickle } from './pickle/inspect-pickle.ts';
import { inspectTorchLegacy } from './torch/inspect-torch-legacy.ts';
import { inspectTorchZip } from './torch/inspect-torch-zip.ts';

/** Who reads which format. A format that nobody reads is not passed. */
export const INSPECTORS: Readonly<Partial<Record<Format, Inspect>>> = {
  bzip2: packedInspector('bzip2', bunzip2),
  'chat-template': inspectTemplateFile,
  empty: inspectEmpty,
  gguf: inspectGguf,
  gzip: packedInspector('gzip', gunzip),
  hdf5: inspectHdf5,
  json: inspectJson,
  joblib: inspectPickle,
  'keras-metadata': inspectKerasMetadata,
  keras: inspectKeras,
  'lfs-pointer': inspectLfsPointer,
  lz4: packedInspector('lz4', unlz4),
  lzma: packedInspector('lzma', unlzma),
  npy: inspectNpy,
  npz: inspectZip,
  onnx: inspectOnnx,
  pickle: inspectPickle,
  'python-source': inspectPython,
  rar: refuseRar,
  requirements: inspectRequirements,
  safetensors: inspectSafetensors,
  'saved-model': inspectSavedModel,
  sentencepiece: inspectSentencePiece,
  'seven-zip': refuseSevenZip,
  tar: inspectTar,
  tfrecord: inspectRecords,
  'tensorflow-fingerprint': inspectFingerprint,
  'tensorflow-graph': inspectGraph,
  'tensorflow-index': inspectCheckpointIndex,
  'tensorflow-meta-graph': inspectMetaGraph,
  text: inspectPlainText,
  tflite: inspectTflite,
  'torch-legacy': inspectTorchLegacy,
  'torch-zip': inspectTorchZip,
  xz: packedInspector('xz', unxz),
  yaml: inspectYaml,
  zip: inspectZip,
  zlib: packedInspector('zlib', unzlib),
  zstd: packedInspector('zstd', unzstd),
};
