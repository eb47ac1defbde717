import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { digestBatch } from '../../records/record-digest.ts';
import { changedRows } from '../../vault/record-commitment.ts';
import { openRecords, type RecordFile } from '../../workspace/versions/record-files.ts';
import type { VersionProblem } from './version-problem.ts';

export interface RowSearch {
  readonly files: readonly RecordFile[];
  /** The digests that were committed to, 32 bytes each. */
  readonly committed: AsyncIterable<Uint8Array>;
  readonly scratch: string;
}

/**
 * Reads records anew and finds the first that is not what was committed to.
 *
 * @returns nothing where all are the same
 */
export async function findChangedRow({
  files,
  committed,
  scratch,
}: RowSearch): Promise<readonly VersionProblem[]> {
  try {
    await using opened = await openRecords(files, { scratch });
    const { source } = opened;
    async function* digests(): AsyncGenerator<Uint8Array> {
      for await (const batch of source.batches()) yield digestBatch(source.schema, batch);
    }
    for await (const { row, before, after } of changedRows(committed, digests())) {
      const { starts } = source.outcome();
      const index = starts.findLastIndex((start) => start < row);
      const file = files[Math.max(index, 0)];
      const within = row - (starts[index] ?? 0);
      const name = visibleText(file?.path ?? '');
      return [
        {
          what: 'records',
          file: file?.path,
          row: within,
          message: `${name}: row ${within} is ${howDifferent(before, after)}; it is the first that differs.`,
        },
      ];
    }
    return [];
  } catch (error) {
    if (!(error instanceof CredenceError) || error.code === 'CANCELLED') throw error;
    return [{ what: 'records', message: `The records cannot be read any more: ${error.message}` }];
  }
}

function howDifferent(before: string | null, after: string | null): string {
  if (before === null) return 'new';
  return after === null ? 'missing' : 'not what was committed to';
}
