import { visibleText } from '../../../core/visible-text.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Inspection, InspectionContext } from '../../inspection.ts';
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
  if (whole) judgeGaps(claims, view, problems);
  return { problems: problems.list(), program: null, members: [] };
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

/** Padding is short and empty; labels and the like may be packed behind the tables as a zip archive. */
function judgeGaps(claims: Claims, view: ByteView, problems: ProblemList): void {
  const { gaps, overlaps } = claims.settle();
  for (const [first, second] of overlaps) {
    problems.add('fail', {
      rule: 'tflite.overlap',
      severity: 'high',
      offset: second.start,
      summary: `The same bytes are a ${first.what} and a ${second.what}.`,
      action: 'Have its publisher convert it anew.',
    });
  }
  for (const { start, end } of gaps) {
    const length = end - start;
    if (end === view.length && view.startsWith('PK\x03\x04', start)) {
      problems.add('held', {
        rule: 'tflite.packed-files',
        offset: start,
        length,
        summary: 'Files (labels, vocabularies) are packed behind the model as a zip archive.',
        action: 'Unpack and look at them, and approve this file by its digest.',
      });
    } else if (length >= LARGEST_PADDING || view.bytes(start, length).some((byte) => byte !== 0)) {
      problems.add('held', {
        rule: 'tflite.unexplained-bytes',
        offset: start,
        length,
        summary: `${length} bytes belong to nothing in the model.`,
        action: 'Have its publisher convert it anew, or approve this file by its digest.',
      });
    }
  }
}
