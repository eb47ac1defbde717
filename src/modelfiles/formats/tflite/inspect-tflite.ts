import { visibleText } from '../../../core/visible-text.ts';
import type { ByteSource } from '../../byte-source.ts';
import { readZip } from '../../containers/zip/read-zip.ts';
import type { Inspection, InspectionContext, Member, Problem } from '../../inspection.ts';
import type { LayoutFault } from '../../layout.ts';
import { ByteView } from '../byte-view.ts';
import { Claims } from '../claims.ts';
import { type Table, type TableField, walkTables } from '../flatbuffers/walk-tables.ts';
import { ProblemList } from '../problem-list.ts';
import { TFLITE_TABLES, TFLITE_UNIONS } from './tflite-tables.ts';

/** Numbers of `BuiltinOperator`: a custom operator, a delegate's (never in a file), and the last. */
const CUSTOM = 32;
const DELEGATE = 51;
const LAST = 209;

/** Custom operators that TensorFlow Lite itself brings along. */
const SHIPPED: ReadonlySet<string> = new Set([
  ...['AudioSpectrogram', 'Mfcc', 'NumericVerify', 'TFLite_Detection_PostProcess'],
]);

/** Bytes that nothing points to, and that no one asks about. */
const LEFT_OVER = 4_096;

/** Builders align what they write to at most this many bytes. */
const LARGEST_PADDING = 64;

/**
 * A TensorFlow Lite model: a FlatBuffers file whose every table is walked. Its built-in operators
 * compute; a custom one runs code of whoever loads it, so a person decides.
 */
export function inspectTflite(source: ByteSource, context: InspectionContext): Inspection {
  const problems = new ProblemList();
  const view = new ByteView(source);
  const claims = new Claims(source.length);
  const model = new TfliteModel(view, claims, problems);
  const whole = problems.attempt('tflite', () => {
    walkTables({
      ...{ view, claims, problems, budget: context.budget },
      ...{ schema: TFLITE_TABLES, unions: TFLITE_UNIONS, root: 'Model' },
      visit: (table) => model.visit(table),
    });
  });
  if (!whole) return { problems: problems.list(), program: null, members: [] };
  const gaps = claims.faults().filter(({ kind }) => kind === 'gap');
  const tail = gaps.find(({ start, end }) => end === source.length && isZipStart(view, start));
  judgeGaps(
    gaps.filter((gap) => gap !== tail),
    view,
    problems,
  );
  const members = tail === undefined ? [] : openPackedFiles(source, context, { tail, problems });
  return { problems: problems.list(), program: null, members };
}

/**
 * Labels, vocabularies and the like, packed behind the tables as a zip archive (TensorFlow Lite
 * metadata). Python counts its offsets from the start of the model, other tools from its own.
 */
function openPackedFiles(
  source: ByteSource,
  context: InspectionContext,
  { tail, problems }: { readonly tail: LayoutFault; readonly problems: ProblemList },
): readonly Member[] {
  const own = readZip(source.slice(tail.start, tail.end - tail.start), context);
  if (own.problems.length === 0) return own.entries;
  const whole = readZip(source, context);
  const isModel = ({ rule, offset, length }: Problem): boolean =>
    rule === 'zip.hidden-bytes' && offset === 0 && length === tail.start;
  problems.push(whole.problems.filter((found) => !isModel(found)));
  return whole.entries;
}

function isZipStart(view: ByteView, offset: number): boolean {
  return view.startsWith('PK\x03\x04', offset);
}

class TfliteModel {
  readonly #view: ByteView;
  readonly #claims: Claims;
  readonly #problems: ProblemList;

  constructor(view: ByteView, claims: Claims, problems: ProblemList) {
    this.#view = view;
    this.#claims = claims;
    this.#problems = problems;
  }

  visit(table: Table): void {
    if (table.name === 'OperatorCode') this.#visitOperator(table);
    else if (table.name === 'Buffer') this.#claimOutside(table, 'offset', 'size');
    else if (table.name === 'Operator') {
      this.#claimOutside(table, 'large_custom_options_offset', 'large_custom_options_size');
    } else if (table.name === 'ExternalBufferGroup') this.#addExternal(table);
  }

  /** The number stands in one byte in old files, and in four where it does not fit. */
  #visitOperator(table: Table): void {
    const deprecated = table.fields.get('deprecated_builtin_code');
    const builtin = table.fields.get('builtin_code');
    const code = Math.max(
      deprecated === undefined ? 0 : this.#view.u8(deprecated.start),
      builtin === undefined ? 0 : this.#view.i32(builtin.start),
    );
    if (code !== CUSTOM && code !== DELEGATE && code >= 0 && code <= LAST) return;
    const name = code === CUSTOM ? this.#text(table.fields.get('custom_code')) : `number ${code}`;
    if (SHIPPED.has(name)) return;
    this.#problems.add('held', {
      rule: 'tflite.custom-operator',
      offset: table.offset,
      summary: name.startsWith('Flex')
        ? `It uses the operator ${visibleText(name)}, which runs an operator of TensorFlow that it carries.`
        : `It uses the operator ${visibleText(name)}, which TensorFlow Lite does not bring along.`,
      action: 'Look at the code that defines it, and approve this file by its digest.',
    });
  }

  /** Bytes that lie behind the tables, at a place counted from the start of the file. */
  #claimOutside(table: Table, offsetField: string, sizeField: string): void {
    const offset = this.#number(table.fields.get(offsetField));
    const size = this.#number(table.fields.get(sizeField));
    if (offset > 1) this.#claims.add(offset, size, 'buffer');
  }

  #addExternal(table: Table): void {
    this.#problems.add('held', {
      rule: 'tflite.external-buffers',
      offset: table.offset,
      summary: 'It keeps weights in another file, which this scan does not look at.',
      action: 'Have its publisher convert it into one file, or approve both by their digests.',
    });
  }

  #number(field: TableField | undefined): number {
    return field === undefined ? 0 : this.#view.u64(field.start);
  }

  #text(field: TableField | undefined): string {
    if (field === undefined) return '';
    return Buffer.from(this.#view.bytes(field.start, field.count)).toString('utf8');
  }
}

/**
 * Padding is short and empty. Converters leave a few tables behind that nothing points to any more;
 * no reader looks at them.
 */
function judgeGaps(gaps: readonly LayoutFault[], view: ByteView, problems: ProblemList): void {
  const filled = gaps.filter(
    (gap) => gap.end - gap.start >= LARGEST_PADDING || isFilled(gap, view),
  );
  const bytes = filled.reduce((sum, { start, end }) => sum + end - start, 0);
  const [first] = filled;
  if (first === undefined) return;
  problems.add(bytes > LEFT_OVER ? 'held' : 'note', {
    rule: 'tflite.unexplained-bytes',
    offset: first.start,
    length: first.end - first.start,
    summary: `${bytes} bytes belong to nothing in the model.`,
    action: 'Have its publisher convert it anew, or approve this file by its digest.',
  });
}

function isFilled({ start, end }: LayoutFault, view: ByteView): boolean {
  return view.bytes(start, end - start).some((byte) => byte !== 0);
}
