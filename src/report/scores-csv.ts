import { open } from 'node:fs/promises';
import { CredenceError } from '../core/error.ts';
import type { RecordScores } from './record-scores.ts';

const ROWS_A_WRITE = 32_768;
const MOST_REMEMBERED = 65_536;

/**
 * Scores as CSV, streamed in blocks of rows.
 *
 * @throws CredenceError `CANCELLED` between two blocks
 */
export async function writeScoresCsv(
  path: string,
  scores: RecordScores,
  signal?: AbortSignal,
): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.write('position,risk,flagged,findings\n');
    const floatText = floatWriter();
    for (let from = 0; from < scores.positions.length; from += ROWS_A_WRITE) {
      if (signal?.aborted === true) {
        throw new CredenceError('CANCELLED', 'Writing of scores was cancelled.');
      }
      let block = '';
      const to = Math.min(from + ROWS_A_WRITE, scores.positions.length);
      for (let index = from; index < to; index++) {
        const risk = floatText(scores.risk[index] ?? 0);
        const flagged = scores.flagged[index] === 1;
        block += `${scores.positions[index] ?? index},${risk},${flagged},${idsOf(index, scores)}\n`;
      }
      await file.write(block);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

function idsOf(index: number, scores: RecordScores): string {
  const found = scores.findingsOf(index);
  if (found.length === 0) return '';
  const ids = found.map((finding) => scores.findingIds[finding]).join(' ');
  return /[",\r\n]/.test(ids) ? `"${ids.replaceAll('"', '""')}"` : ids;
}

/** The shortest decimal that reads back as the same 32-bit float; most risks repeat. */
function floatWriter(): (value: number) => string {
  const remembered = new Map<number, string>();
  return (value) => {
    const known = remembered.get(value);
    if (known !== undefined) return known;
    let text = String(value);
    for (let digits = 6; digits <= 9; digits++) {
      const shorter = Number(value.toPrecision(digits));
      if (Math.fround(shorter) === value) {
        text = String(shorter);
        break;
      }
    }
    if (remembered.size < MOST_REMEMBERED) remembered.set(value, text);
    return text;
  };
}
