import { extname } from 'node:path';
import { CredenceError } from '../core/error.ts';
import { visibleText } from '../core/visible-text.ts';
import type { RecordScores } from './record-scores.ts';
import { writeScoresCsv } from './scores-csv.ts';
import { writeScoresParquet } from './scores-parquet.ts';
import { replaceFile } from './write-output.ts';

/**
 * Writes one row per record: `position`, `risk`, `flagged`, `findings` (ids joined by a space).
 * The ending of `path` decides the format: `.csv` (RFC 4180) or `.parquet`. The file appears whole
 * or not at all.
 *
 * @throws CredenceError `USAGE` for another ending, `CANCELLED`, `OUTPUT_FAILED`
 */
export async function writeScores(
  path: string,
  scores: RecordScores,
  signal?: AbortSignal,
): Promise<void> {
  const ending = extname(path).toLowerCase();
  if (ending === '.csv') {
    await replaceFile(path, (temporary) => writeScoresCsv(temporary, scores, signal));
  } else if (ending === '.parquet') {
    await replaceFile(path, (temporary) => writeScoresParquet(temporary, scores, signal));
  } else {
    throw new CredenceError(
      'USAGE',
      `No format for scores ends in ${visibleText(ending) || 'nothing'}: ${visibleText(path)}.`,
      {
        hint: 'Name a file that ends in .csv or .parquet.',
      },
    );
  }
}
