import { numpyOrder } from '../numpy-order/numpy-order.ts';
import { labelQuality, type QualityRequest } from './label-quality.ts';
import type { LabelledProbabilities } from './labelled-probabilities.ts';

/**
 * Orders rows from the worst label to the best, by a label quality score (cleanlab:
 * `return_indices_ranked_by`). Equal scores stand as NumPy leaves them (see `numpyOrder`).
 *
 * @param rows row numbers, ascending.
 */
export function rankLabelIssues(
  data: LabelledProbabilities,
  rows: Int32Array,
  request: QualityRequest,
): Int32Array {
  return numpyOrder(labelQuality(data, request, rows)).map((place) => rows[place] as number);
}
