import type { JudgedRun } from '../judge/judged-run.ts';
import type { MatchContext } from '../judge/match-pattern.ts';
import { Kind, kindOf, type Value } from '../value.ts';
import { elementCount, elementType } from './numpy-dtype.ts';

/** An array whose data follow the instruction that gives its wrapper a state. */
export interface InlineArray {
  /** `null` where the elements are objects: then a pickle follows. */
  readonly bytes: number | null;
  /** Data begin at a multiple of this, behind a byte that says how far; `null` before joblib 1.2. */
  readonly alignment: number | null;
}

const ARRAY_CLASSES: ReadonlySet<string> = new Set([
  'numpy:ndarray',
  'numpy:matrix',
  'numpy:memmap',
  'numpy.core.memmap:memmap',
  'numpy.matrixlib.defmatrix:matrix',
]);

/** The state of joblib's `NumpyArrayWrapper`. */
export function checkInlineArray(value: Value, { judged, moment }: MatchContext): string | null {
  const array = inlineArray(value, judged, moment);
  return typeof array === 'string' ? array : null;
}

/** What a wrapper's state says of the data that follow, or what is wrong with it. */
export function inlineArray(state: Value, judged: JudgedRun, moment: number): InlineArray | string {
  const record = judged.record(state, moment);
  const shape = record?.get('shape');
  const dtype = record?.get('dtype');
  if (record === null || record === undefined || shape === undefined || dtype === undefined) {
    return 'its state has another shape';
  }
  const subclass = judged.symbol(record.get('subclass') ?? 0);
  if (subclass === null || !ARRAY_CLASSES.has(subclass)) return 'it wraps no array';
  if (!['C', 'F'].includes(judged.text(record.get('order') ?? 0) ?? '')) {
    return 'its order is not known';
  }
  const count = elementCount(shape, judged);
  if (count === null) return 'its shape is not written as numbers';
  const type = elementType(dtype, judged);
  if (typeof type === 'string') return type;
  const alignment = alignmentOf(record.get('numpy_array_alignment_bytes'), judged);
  if (typeof alignment === 'string') return alignment;
  return { bytes: type.hasObjects ? null : count * type.itemBytes, alignment };
}

function alignmentOf(value: Value | undefined, judged: JudgedRun): number | null | string {
  if (value === undefined || kindOf(value) === Kind.None) return null;
  const alignment = judged.count(value);
  if (alignment === null || alignment < 1 || alignment > 64) return 'its alignment is not known';
  return alignment;
}
