import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Inspection, InspectionContext } from '../../inspection.ts';
import { layoutFaults } from '../../layout.ts';
import { ByteView } from '../byte-view.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import { parseJson } from '../json/parse-json.ts';
import { metadataProblems } from '../metadata-text.ts';
import { ProblemList } from '../problem-list.ts';
import { LENGTH_BYTES, LONGEST_HEADER } from './safetensors-likeness.ts';
import { type TensorEntry, tensorEntry } from './tensor-entry.ts';

const METADATA = '__metadata__';
/** Longer headers would take more memory than a scan has; the largest models have a tenth of it. */
const LONGEST_READ = 20 * 2 ** 20;

/**
 * A safetensors file: a header that is strict JSON, and tensors that cover the data behind it from
 * the first byte to the last, none of them twice (safetensors 0.7, format description).
 */
export function inspectSafetensors(source: ByteSource, { budget }: InspectionContext): Inspection {
  const problems = new ProblemList();
  problems.attempt('safetensors', () => {
    const header = readHeader(source);
    const tensors: TensorEntry[] = [];
    for (const [name, value] of header.object.members) {
      budget.spendTime();
      if (!name.isWellFormed()) throw malformed('a name that is no text', header.object.offset);
      if (name === METADATA) judgeMetadata(value, header.object.offset, problems);
      else tensors.push(tensorEntry(name, value, header.object.offset));
    }
    judgeCover(source, { tensors, dataStart: header.end }, problems);
  });
  return { problems: problems.list(), program: null, members: [] };
}

interface Header {
  readonly object: JsonObject;
  /** Offset of the data. */
  readonly end: number;
}

function readHeader(source: ByteSource): Header {
  const view = new ByteView(source);
  const length = view.u64(0);
  if (length > LONGEST_HEADER || LENGTH_BYTES + length > source.length) {
    throw malformed('a header that is longer than it can be', 0);
  }
  if (length > LONGEST_READ) {
    throw new CredenceError('LIMIT_EXCEEDED', `Its header has ${length} bytes`, {
      at: { byte: 0 },
    });
  }
  const text = view.utf8(LENGTH_BYTES, length);
  const trimmed = withoutPadding(text);
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) {
    throw malformed(
      'a header that is no object, or is padded otherwise than with spaces',
      LENGTH_BYTES,
    );
  }
  const object = parseJson(trimmed, LENGTH_BYTES);
  if (!isJsonObject(object)) throw malformed('a header that is no object', LENGTH_BYTES);
  return { object, end: LENGTH_BYTES + length };
}

/** Spaces may follow the header, so that the data begin at a round place. */
function withoutPadding(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0x20) end--;
  return text.slice(0, end);
}

/** Texts by name, and nothing else; what they say is for people. */
function judgeMetadata(value: JsonValue, offset: number, problems: ProblemList): void {
  if (!isJsonObject(value)) throw malformed('metadata that is no object', offset);
  for (const [key, text] of value.members) {
    if (typeof text !== 'string') throw malformed('metadata that is no text', value.offset);
    problems.push(metadataProblems(text, { room: 'safetensors', key, offset: value.offset }));
  }
}

interface Cover {
  readonly tensors: readonly TensorEntry[];
  readonly dataStart: number;
}

function judgeCover(
  source: ByteSource,
  { tensors, dataStart }: Cover,
  problems: ProblemList,
): void {
  const last = tensors.reduce((end, tensor) => Math.max(end, tensor.end), 0);
  if (dataStart + last > source.length) {
    throw new CredenceError('DATA_TRUNCATED', 'Its tensors reach beyond its end', {
      at: { byte: source.length },
    });
  }
  const end = source.length - dataStart;
  for (const fault of layoutFaults(tensors, { start: 0, end })) {
    const place = { offset: dataStart + fault.start, length: fault.end - fault.start };
    const overlap = fault.kind === 'overlap';
    problems.add('fail', {
      rule: overlap ? 'safetensors.overlap' : 'safetensors.hidden-bytes',
      severity: 'high',
      ...place,
      summary: overlap
        ? `The tensors "${shown(fault.first)}" and "${shown(fault.second)}" share ${place.length} bytes.`
        : `${place.length} bytes belong to no tensor.`,
      action: 'Have its publisher write the file anew; every byte must belong to one tensor.',
    });
  }
}

function shown(name: string): string {
  return visibleText(name.slice(0, 200));
}

function malformed(what: string, byte: number): CredenceError {
  return new CredenceError('DATA_MALFORMED', `It has ${what}`, { at: { byte } });
}
