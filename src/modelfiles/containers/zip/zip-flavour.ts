import type { Format } from '../../format.ts';
import type { ZipEntry } from './zip-archive.ts';

/** Which format of models an archive is by the names in it; each is judged by its own rules. */
export function zipFlavour(entries: readonly ZipEntry[]): Format {
  const names = entries.map(({ name }) => name).filter((name) => !name.endsWith('/'));
  if (names.some((name) => /^[^/]+\/data\.pkl$/.test(name))) return 'torch-zip';
  if (names.includes('config.json') && names.some((name) => KERAS_PARTS.includes(name))) {
    return 'keras';
  }
  if (names.length > 0 && names.every((name) => name.endsWith('.npy'))) return 'npz';
  return 'zip';
}

const KERAS_PARTS: readonly string[] = ['metadata.json', 'model.weights.h5'];
