import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Companion, Inspection, InspectionContext, Problem } from '../../inspection.ts';
import { ByteView } from '../byte-view.ts';
import { ProblemList } from '../problem-list.ts';
import type { Message } from '../protobuf/message.ts';
import { walkMessages } from '../protobuf/walk-messages.ts';
import { CHECKPOINT_MESSAGES } from './checkpoint-messages.ts';
import { elementBytes } from './element-bytes.ts';
import { readTable, type TableEntry } from './table-reader.ts';

/** Shards that a checkpoint may have before its index is taken for broken. */
const MOST_SHARDS = 100_000;

/**
 * The index of a TensorFlow checkpoint (`variables.index`): a table from names to the type, shape and
 * place of a tensor in the data files beside it, whose bytes it gives a meaning.
 */
export function inspectCheckpointIndex(source: ByteSource, context: InspectionContext): Inspection {
  const problems = new ProblemList();
  const view = new ByteView(source);
  const index = new CheckpointIndex(problems);
  problems.attempt('checkpoint', () => {
    const entries = readTable(view, context.budget);
    if (entries[0]?.key !== '') {
      throw new CredenceError('DATA_UNSUPPORTED', 'It is a LevelDB table, but no checkpoint index');
    }
    for (const entry of entries) {
      const tensor: Tensor = { entry, message: null, elements: 1 };
      const within = new ProblemList();
      walkMessages({
        view: entry.view,
        schema: CHECKPOINT_MESSAGES,
        root: entry.key === '' ? 'BundleHeaderProto' : 'BundleEntryProto',
        range: entry,
        budget: context.budget,
        problems: within,
        visit: (message) => index.visit(message, tensor),
      });
      problems.push(within.list().map((found) => ({ ...found, ...placeIn(entry, found) })));
      index.place(tensor);
    }
  });
  const name = context.name.split(/[/\\]/).at(-1) ?? '';
  return { problems: problems.list(), program: null, members: [], companions: index.shards(name) };
}

/** An entry while its messages go by. */
interface Tensor {
  readonly entry: TableEntry;
  message: Message | null;
  elements: number;
}

class CheckpointIndex {
  readonly #problems: ProblemList;
  readonly #ranges = new Map<number, { offset: number; length: number }[]>();
  #shards = 0;

  constructor(problems: ProblemList) {
    this.#problems = problems;
  }

  visit(message: Message, tensor: Tensor): void {
    if (message.name === 'BundleHeaderProto') this.#shards = message.number('num_shards');
    if (message.name === 'BundleEntryProto') tensor.message = message;
    const ofShape = message.parent?.parent === tensor.message && tensor.message !== null;
    if (message.name === 'TensorShapeProto.Dim' && ofShape) {
      tensor.elements *= message.number('size');
    }
  }

  /** A tensor with slices has its bytes under the slices' own entries. */
  place({ entry, message, elements }: Tensor): void {
    if (message === null || message.has('slices')) return;
    const shard = message.number('shard_id');
    const offset = message.number('offset');
    const length = message.number('size');
    const inside = shard >= 0 && shard < this.#shards && offset >= 0 && length >= 0;
    if (!inside) this.#addFault(entry, 'lies in no data file of the checkpoint');
    const ranges = this.#ranges.get(shard) ?? [];
    ranges.push({ offset, length });
    this.#ranges.set(shard, ranges);
    const size = elementBytes(message.number('dtype'));
    if (size === null || size * elements === length) return;
    this.#addFault(entry, `takes ${length} bytes where its type and shape need ${size * elements}`);
  }

  /** Data files by the name that TensorFlow gives them beside `<prefix>.index`. */
  shards(name: string): readonly Companion[] {
    const prefix = /^(.+)\.index$/.exec(name)?.[1];
    if (prefix === undefined || this.#shards > MOST_SHARDS) return [];
    const of = String(this.#shards).padStart(5, '0');
    return Array.from({ length: this.#shards }, (_, shard) => ({
      path: `${prefix}.data-${String(shard).padStart(5, '0')}-of-${of}`,
      ranges: this.#ranges.get(shard) ?? [],
    }));
  }

  #addFault(entry: TableEntry, what: string): void {
    this.#problems.add('fail', {
      rule: 'checkpoint.tensor-place',
      severity: 'high',
      ...placeIn(entry, { offset: entry.start, length: entry.end - entry.start }),
      summary: `The tensor "${visibleText(entry.key)}" ${what}.`,
      action: 'Have its publisher save the checkpoint anew.',
    });
  }
}

/** What lies in a compressed block has no place in the file but the block's. */
function placeIn(
  entry: TableEntry,
  place: Pick<Problem, 'offset' | 'length'>,
): Pick<Problem, 'offset' | 'length'> {
  return entry.base === 0
    ? { offset: place.offset, length: place.length }
    : { offset: entry.base, length: null };
}
