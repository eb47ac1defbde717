import type { ByteSource } from '../byte-source.ts';
import type { Format } from '../format.ts';
import { looksLikeTorchLegacy } from '../torch/legacy-header.ts';
import { looksLikePickle } from './pickle-likeness.ts';

/** The wrapper's name stands before the first array; models have other objects before it. */
const SEARCHED_BYTES = 65_536;
const JOBLIB_WRAPPER = 'NumpyArrayWrapper';

/** Which format of pickles a source is; `null` where it is none. */
export function pickleFlavour(source: ByteSource): Format | null {
  if (looksLikeTorchLegacy(source)) return 'torch-legacy';
  if (!looksLikePickle(source)) return null;
  const { buffer, byteOffset, length } = source.read(0, Math.min(SEARCHED_BYTES, source.length));
  return Buffer.from(buffer, byteOffset, length).includes(JOBLIB_WRAPPER, 0, 'latin1')
    ? 'joblib'
    : 'pickle';
}
