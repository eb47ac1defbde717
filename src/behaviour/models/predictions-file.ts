import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { openSource } from '../../engine/reading/open-source.ts';
import type { RecordBatch } from '../../records/batch.ts';
import type { TextColumn } from '../../records/column.ts';
import type { Model, ModelResult } from './model.ts';
import { type PredictionColumns, predictionColumns } from './prediction-columns.ts';

const SCRATCH_QUOTA = 2 ** 31;
const MOST_PREDICTIONS = 5_000_000;
/** Probabilities are written with few digits; more than this from one is not rounding. */
const SUM_TOLERANCE = 0.01;

/**
 * A model that is known by a file of its answers: JSONL, CSV or Parquet with an `id` and a `label`, `text`
 * or `number`, or columns `p_CLASS` of probabilities; and `latency_ms` where it was measured.
 *
 * @param scratch an existing folder for temporary files
 * @throws CredenceError `ROLE_UNKNOWN`, `DATA_AMBIGUOUS` where a column or an id is there twice,
 *   `DATA_MALFORMED` for rows that cannot be read, `LIMIT_EXCEEDED`; what opening a source throws
 */
export async function predictionsFile(path: string, scratch: string): Promise<Model> {
  const source = await openSource({
    paths: [path],
    roles: {},
    maximumBadRows: 1,
    scratch,
    scratchQuota: SCRATCH_QUOTA,
  });
  try {
    const columns = predictionColumns(
      source.schema.columns.map(({ name }) => name),
      path,
    );
    const results = new Map<string, ModelResult>();
    for await (const batch of source.batches()) addResults(batch, { columns, path, results });
    const { files, badRows, badRowCount } = source.outcome();
    if (badRowCount > 0)
      throw new CredenceError(
        'DATA_MALFORMED',
        `${visibleText(path)} has ${badRowCount} rows that cannot be read: ${visibleText(badRows[0]?.reason ?? '')}.`,
        { at: { file: path, line: badRows[0]?.line ?? 1 } },
      );
    return {
      name: path,
      digest: files[0]?.digest ?? null,
      classes: columns.answer.kind === 'probabilities' ? columns.answer.classes : null,
      predict: (requests) =>
        Promise.resolve(requests.map(({ id }) => results.get(id) ?? failure('missing', id))),
    };
  } finally {
    await source.close();
  }
}

interface Reading {
  readonly columns: PredictionColumns;
  readonly path: string;
  readonly results: Map<string, ModelResult>;
}

function addResults(batch: RecordBatch, { columns, path, results }: Reading): void {
  const ids = cellsOf(batch, columns.id);
  const latencies = columns.latency === null ? null : cellsOf(batch, columns.latency);
  const answers =
    columns.answer.kind === 'probabilities'
      ? columns.answer.columns.map((column) => cellsOf(batch, column))
      : [cellsOf(batch, columns.answer.column)];
  for (let record = 0; record < batch.length; record += 1) {
    const id = ids(record);
    const row = batch.firstPosition + record + 1;
    if (id === null || results.has(id))
      throw new CredenceError(
        id === null ? 'DATA_MALFORMED' : 'DATA_AMBIGUOUS',
        id === null ? 'A prediction has no id.' : `Two predictions have the id ${visibleText(id)}.`,
        { at: { file: path, row }, hint: 'Give one answer for each item of the suite.' },
      );
    if (results.size === MOST_PREDICTIONS)
      throw new CredenceError('LIMIT_EXCEEDED', `${visibleText(path)} holds too many predictions.`);
    const cells = answers.map((answer) => answer(record));
    results.set(id, resultOf({ id, cells, latency: latencies?.(record) ?? null }, columns));
  }
}

function resultOf(
  row: {
    readonly id: string;
    readonly cells: readonly (string | null)[];
    readonly latency: string | null;
  },
  { answer, latency: measured }: PredictionColumns,
): ModelResult {
  const { id, cells } = row;
  const latency = row.latency === null ? null : Number(row.latency);
  if (latency !== null && !(latency >= 0 && latency < Number.POSITIVE_INFINITY))
    return failure('a latency that is no time', id);
  if (measured !== null && latency === null) return failure('no latency', id);
  if (cells.includes(null)) return failure('no answer', id);
  const [cell = ''] = cells as readonly string[];
  switch (answer.kind) {
    case 'label':
      return { kind: 'answer', latency, answer: { kind: 'label', label: cell } };
    case 'text':
      return { kind: 'answer', latency, answer: { kind: 'text', text: cell } };
    case 'number': {
      const number = numberOf(cell);
      return Number.isFinite(number)
        ? { kind: 'answer', latency, answer: { kind: 'number', number } }
        : failure('an answer that is not a number', id);
    }
    case 'probabilities': {
      const probabilities = Float64Array.from(cells as readonly string[], numberOf);
      const fault = faultOf(probabilities);
      return fault === null
        ? { kind: 'answer', latency, answer: { kind: 'probabilities', probabilities } }
        : failure(fault, id);
    }
  }
}

function faultOf(probabilities: Float64Array): string | null {
  if (!probabilities.every((value) => value >= 0 && value <= 1))
    return 'a probability that is not between 0 and 1';
  const sum = probabilities.reduce((total, value) => total + value, 0);
  return Math.abs(sum - 1) > SUM_TOLERANCE ? 'probabilities that do not sum to one' : null;
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

function failure(problem: string, id: string): ModelResult {
  return {
    kind: 'failure',
    error: new CredenceError('DATA_MALFORMED', problem, { hint: `Item ${visibleText(id)}.` }),
  };
}

function cellsOf(batch: RecordBatch, index: number): (record: number) => string | null {
  const { bytes, offsets, missing, lists } = batch.columns[index] as TextColumn;
  const decoder = new TextDecoder();
  return (record) => {
    if (missing[record] === 1) return null;
    const first = lists === undefined ? record : (lists[record] as number);
    const end = lists === undefined ? record + 1 : (lists[record + 1] as number);
    return end - first === 1
      ? decoder.decode(bytes.subarray(offsets[first], offsets[first + 1]))
      : null;
  };
}
