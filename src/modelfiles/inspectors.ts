import { inspectZip } from './containers/zip/inspect-zip.ts';
import type { Format } from './format.ts';
import { inspectOnnx } from './formats/onnx/inspect-onnx.ts';
import type { Inspect } from './inspection.ts';

/** Who reads which format. A format that nobody reads is not passed. */
export const INSPECTORS: Readonly<Partial<Record<Format, Inspect>>> = {
  npz: inspectZip,
  onnx: inspectOnnx,
  zip: inspectZip,
};
