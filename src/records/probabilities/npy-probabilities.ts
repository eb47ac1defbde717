import { CredenceError } from '../../core/error.ts';
import { readNpy } from './npy-array.ts';
import type { ProbabilityTable } from './probability-table.ts';

/**
 * Probabilities in a NumPy array file: floating-point numbers of 16, 32 or 64 bits, rows × classes.
 *
 * @throws CredenceError DATA_MALFORMED for another shape, DATA_UNSUPPORTED for integers; those of `readNpy`.
 */
export function npyProbabilities(bytes: Uint8Array<ArrayBuffer>, file: string): ProbabilityTable {
  const { kind, shape, values } = readNpy(bytes, file);
  const [rows, classes] = shape;
  if (shape.length !== 2 || rows === undefined || classes === undefined) {
    throw new CredenceError('DATA_MALFORMED', `${file} has the shape (${shape.join(', ')}).`, {
      at: { file },
      hint: 'Probabilities need two dimensions: a row for each record, a column for each class.',
    });
  }
  if (!kind.startsWith('f')) {
    throw new CredenceError('DATA_UNSUPPORTED', `${file} holds integers, not probabilities.`, {
      at: { file },
      hint: 'Give the probabilities of all classes, not the predicted class.',
    });
  }
  return {
    file,
    rows,
    classes,
    values,
    notes: [`NumPy array of ${Number(kind.slice(1)) * 8} bits.`],
  };
}
