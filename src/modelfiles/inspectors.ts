import { inspectZip } from './containers/zip/inspect-zip.ts';
import type { Format } from './format.ts';
import { inspectHdf5 } from './formats/hdf5/inspect-hdf5.ts';
import { inspectKeras } from './formats/keras/inspect-keras.ts';
import { inspectOnnx } from './formats/onnx/inspect-onnx.ts';
import {
  inspectFingerprint,
  inspectSentencePiece,
} from './formats/protobuf/inspect-plain-messages.ts';
import { inspectCheckpointIndex } from './formats/tensorflow/inspect-checkpoint-index.ts';
import { inspectEventFile } from './formats/tensorflow/inspect-event-file.ts';
import { inspectKerasMetadata } from './formats/tensorflow/inspect-keras-metadata.ts';
import {
  inspectGraph,
  inspectMetaGraph,
  inspectSavedModel,
} from './formats/tensorflow/inspect-saved-model.ts';
import { inspectTflite } from './formats/tflite/inspect-tflite.ts';
import type { Inspect } from './inspection.ts';

/** Who reads which format. A format that nobody reads is not passed. */
export const INSPECTORS: Readonly<Partial<Record<Format, Inspect>>> = {
  npz: inspectZip,
  hdf5: inspectHdf5,
  keras: inspectKeras,
  'keras-metadata': inspectKerasMetadata,
  onnx: inspectOnnx,
  'saved-model': inspectSavedModel,
  sentencepiece: inspectSentencePiece,
  'tensorflow-events': inspectEventFile,
  'tensorflow-fingerprint': inspectFingerprint,
  'tensorflow-graph': inspectGraph,
  'tensorflow-index': inspectCheckpointIndex,
  'tensorflow-meta-graph': inspectMetaGraph,
  tflite: inspectTflite,
  zip: inspectZip,
};
