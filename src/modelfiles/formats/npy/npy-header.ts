import { CredenceError } from '../../../core/error.ts';
import type { ByteSource } from '../../byte-source.ts';
import { ByteView, decodeUtf8 } from '../byte-view.ts';
import { type ElementType, elementCount, elementType, malformed, shapeOf } from './element-type.ts';
import { type PythonLiteral, parsePythonLiteral } from './python-literal.ts';

/** What the header of an array file says (NumPy's `numpy.lib.format`, versions 1.0 to 3.0). */
export interface NpyHeader {
  readonly type: ElementType;
  /** Elements in all. */
  readonly count: number;
  /** Offset of the data. */
  readonly end: number;
}

const SIGNATURE_BYTES = 6;
const LONGEST_HEADER = 65_536;
const KEYS: readonly string[] = ['descr', 'fortran_order', 'shape'];
const MOST_DIMENSIONS = 64;

/** @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `DATA_ENCODING`, `DATA_UNSUPPORTED` */
export function readNpyHeader(source: ByteSource): NpyHeader {
  const view = new ByteView(source);
  const version = view.u8(SIGNATURE_BYTES);
  if (version < 1 || version > 3 || view.u8(SIGNATURE_BYTES + 1) !== 0) {
    throw new CredenceError(
      'DATA_UNSUPPORTED',
      `The array is of version ${version}, which is not known`,
    );
  }
  const lengthAt = SIGNATURE_BYTES + 2;
  const length = version === 1 ? view.u16(lengthAt) : view.u32(lengthAt);
  const start = lengthAt + (version === 1 ? 2 : 4);
  if (length > LONGEST_HEADER) throw malformed(`has ${length} bytes`);
  const bytes = view.bytes(start, length);
  const text = version === 3 ? decodeUtf8(bytes, start) : Buffer.from(bytes).toString('latin1');
  const { descr, shape } = fieldsOf(parsePythonLiteral(text));
  const sizes = shapeOf(shape);
  if (sizes.length > MOST_DIMENSIONS) throw malformed('gives a shape that no array has');
  return { type: elementType(descr), count: elementCount(sizes), end: start + length };
}

/** The three keys that there are, each once and no other. */
function fieldsOf(header: PythonLiteral): {
  readonly descr: PythonLiteral;
  readonly shape: PythonLiteral;
} {
  const entries = header.kind === 'dictionary' ? header.entries : [];
  const fields = new Map(
    entries.map(([key, value]) => [key.kind === 'text' ? key.text : '', value]),
  );
  const [descr, order, shape] = KEYS.map((key) => fields.get(key));
  if (
    entries.length !== KEYS.length ||
    descr === undefined ||
    shape === undefined ||
    order?.kind !== 'boolean'
  ) {
    throw malformed('does not hold the three entries that it should');
  }
  return { descr, shape };
}
