import type { CheckName } from '../../policy/check-name.ts';
import type { MatchContext } from '../judge/match-pattern.ts';
import { Kind, type KindCode, kindOf, type Value } from '../value.ts';
import { checkInlineArray } from './joblib-array.ts';
import { checkArrayState, checkBufferArray, checkMaskedState, checkScalar } from './numpy-array.ts';
import { checkDtypeName, checkDtypeState } from './numpy-dtype.ts';
import { checkStorage, checkTensor } from './torch-tensor.ts';

/** Verifies one value of an effect. @returns what is wrong, or `null` */
export type Check = (value: Value, context: MatchContext) => string | null;

/** Checks that look at values only. Three more need the judge itself: see `Judge`. */
export const VALUE_CHECKS: Readonly<
  Record<Exclude<CheckName, 'dill.array-state' | 'nested-file' | 'torch.rebuild-arguments'>, Check>
> = {
  'copyreg.reconstructor': checkReconstructor,
  'fractions.text': checkFractionText,
  'joblib.array': checkInlineArray,
  'numpy.array-state': checkArrayState,
  'numpy.buffer-array': checkBufferArray,
  'numpy.dtype-name': checkDtypeName,
  'numpy.dtype-state': checkDtypeState,
  'numpy.masked-state': checkMaskedState,
  'numpy.scalar': checkScalar,
  'torch.storage': checkStorage,
  'torch.tensor': checkTensor,
};

/** What `copyreg._reconstructor(cls, base, state)` hands to `base.__new__`, by `base`. */
const BASE_STATES: Readonly<Record<string, readonly KindCode[]>> = {
  'builtins:object': [Kind.None],
  'builtins:dict': [Kind.Dict],
  'builtins:list': [Kind.List],
  'builtins:tuple': [Kind.Tuple],
  'builtins:set': [Kind.Set, Kind.List],
  'builtins:int': [Kind.SmallInt, Kind.Int],
  'builtins:float': [Kind.Float],
  'builtins:str': [Kind.Text, Kind.Text8],
};

function checkReconstructor(value: Value, { judged, siblings }: MatchContext): string | null {
  const base = judged.symbol(siblings[1] ?? 0);
  const kinds = base === null ? undefined : BASE_STATES[base];
  return kinds?.includes(kindOf(value)) === true ? null : 'its base is given another state';
}

/** Two numbers in digits: an exponent would be written out, and take all memory. */
function checkFractionText(value: Value, { judged }: MatchContext): string | null {
  return /^[+-]?\d{1,400}(?:\/\d{1,400})?$/.test(judged.text(value) ?? '')
    ? null
    : 'it is no plain fraction';
}
