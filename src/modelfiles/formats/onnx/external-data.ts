import { visibleText } from '../../../core/visible-text.ts';
import type { Companion } from '../../inspection.ts';
import { escapeOf } from '../contained-path.ts';
import type { ProblemList } from '../problem-list.ts';
import type { Message } from '../protobuf/message.ts';

/** Keys that ONNX defines for `external_data`; its readers once set any other as an attribute. */
const KEYS: ReadonlySet<string> = new Set(['location', 'offset', 'length', 'checksum', 'basepath']);

/** `TensorProto.DataLocation.EXTERNAL` */
const EXTERNAL = 1;

/** Where a tensor's bytes lie outside the model, by path. */
export type ExternalFiles = Map<string, { offset: number; length: number | null }[]>;

/**
 * Judges where a tensor says that its bytes lie (ONNX external data). Paths that leave the model's
 * folder let a model read any file (CVE-2022-25882, CVE-2024-27318, CVE-2025-51480).
 */
export function readExternalData(
  tensor: Message,
  entries: readonly (readonly [key: string, value: string])[],
  { problems, files }: { problems: ProblemList; files: ExternalFiles },
): void {
  const place = { offset: tensor.range.start, length: tensor.range.end - tensor.range.start };
  const values = new Map(entries);
  const strange = entries.map(([key]) => key).find((key) => !KEYS.has(key));
  if (strange !== undefined || values.size < entries.length) {
    problems.add('fail', {
      ...place,
      rule: 'onnx.external-data-key',
      summary:
        strange === undefined
          ? 'A tensor names the place of its bytes twice, and readers differ in what they take.'
          : `A tensor sets "${visibleText(strange)}" on the object that reads its bytes.`,
      action: 'Refuse the file: no exporter writes this.',
    });
  }
  const external = tensor.number('data_location') === EXTERNAL;
  if (external !== entries.length > 0 || (external && tensor.has('raw_data'))) {
    problems.add('fail', {
      ...place,
      rule: 'onnx.ambiguous-data',
      severity: 'high',
      summary:
        'A tensor has bytes within the model and beside it, and readers differ in which count.',
      action: 'Have its publisher export it anew.',
    });
  }
  if (external) readLocation(values, place, { problems, files });
}

function readLocation(
  values: ReadonlyMap<string, string>,
  place: { readonly offset: number; readonly length: number },
  { problems, files }: { problems: ProblemList; files: ExternalFiles },
): void {
  const location = values.get('location') ?? '';
  const leaving = values.has('basepath') ? 'has a base path of its own' : escapeOf(location);
  if (leaving !== null) {
    problems.add('fail', {
      ...place,
      rule: 'onnx.external-path',
      summary: `A tensor's bytes are read from "${visibleText(location)}", which ${leaving}.`,
      action: 'Refuse the file: loading it reads a file outside the model folder.',
    });
    return;
  }
  const offset = wholeNumber(values.get('offset') ?? '0');
  const length = values.has('length') ? wholeNumber(values.get('length') ?? '') : null;
  if (Number.isNaN(offset) || Number.isNaN(length)) {
    problems.add('fail', {
      ...place,
      rule: 'onnx.external-range',
      severity: 'high',
      summary: `The range of a tensor in "${visibleText(location)}" is no whole number of bytes.`,
      action: 'Have its publisher export it anew.',
    });
    return;
  }
  const ranges = files.get(location);
  if (ranges === undefined) files.set(location, [{ offset, length }]);
  else ranges.push({ offset, length });
}

/** The files that tensors lie in, as companions of the model. */
export function companionsOf(files: ExternalFiles): readonly Companion[] {
  return [...files].map(([path, ranges]) => ({ path, ranges }));
}

function wholeNumber(text: string): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : Number.NaN;
}
