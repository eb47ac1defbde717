import type { ByteSource } from '../byte-source.ts';
import type { InspectionContext, Problem } from '../inspection.ts';
import { inlineArray } from '../pickle/checks/joblib-array.ts';
import { hex } from '../pickle/decompile/decompile.ts';
import { Judge } from '../pickle/judge/judge.ts';
import type { JudgedRun } from '../pickle/judge/judged-run.ts';
import { PickleMachine } from '../pickle/pickle-machine.ts';
import type { Value } from '../pickle/value.ts';
import { problem } from '../problem.ts';

/** What follows the instruction that gives joblib's array wrapper its state. */
export type InlineReading =
  | { readonly kind: 'bytes'; readonly next: number }
  /** An array of objects is a pickle of its own. */
  | { readonly kind: 'pickle'; readonly start: number }
  | { readonly kind: 'refused'; readonly why: string };

/** joblib fills the gap before an array with these. */
const PADDING = 0xff;
const IMPORTED = /^[\w.]+$/;

/**
 * Goes past an array's data as `joblib.numpy_pickle.NumpyArrayWrapper.read_array` does: since joblib
 * 1.2 a byte that says how long the padding is, the padding, then the elements.
 */
export function readInlineArray(
  source: ByteSource,
  offset: number,
  { state, judged }: { readonly state: Value; readonly judged: JudgedRun },
): InlineReading {
  const array = inlineArray(state, judged);
  if (typeof array === 'string') return { kind: 'refused', why: array };
  if (array.bytes === null) return { kind: 'pickle', start: offset };
  let start = offset;
  if (array.alignment !== null) {
    const padding = offset < source.length ? source.read(offset, 1)[0] : undefined;
    if (padding === undefined || padding > source.length - offset - 1) {
      return { kind: 'refused', why: 'the file ends before it' };
    }
    if (padding > array.alignment) return { kind: 'refused', why: 'its padding is too long' };
    if (source.read(offset + 1, padding).some((byte) => byte !== PADDING)) {
      return { kind: 'refused', why: 'its padding holds something else' };
    }
    start = offset + 1 + padding;
  }
  if (array.bytes > source.length - start) {
    return { kind: 'refused', why: 'the file ends before it does' };
  }
  return { kind: 'bytes', next: start + array.bytes };
}

/**
 * What a reader that knows nothing of joblib makes of the same stream: `pickle.load` goes on with
 * the first array's data as instructions. Honest data break it off at once.
 */
export function secondReading(
  source: ByteSource,
  { budget, policy }: InspectionContext,
  { start, dataOffset }: { readonly start: number; readonly dataOffset: number },
): readonly Problem[] {
  const machine = new PickleMachine(source, { start, budget, inlineData: false });
  const run = machine.run();
  const judge = new Judge(run, { policy, storages: null });
  judge.advance();
  const dangerous = judge.accusations.find(
    ({ offset, charge, symbol }) =>
      offset >= dataOffset &&
      symbol !== null &&
      IMPORTED.test(symbol.replace(':', '.')) &&
      ['forbidden-name', 'forbidden-call', 'forbidden-arguments', 'user-class'].includes(charge),
  );
  if (dangerous === undefined && run.end.kind !== 'stop') return [];
  const place = dangerous?.offset ?? dataOffset;
  return [
    problem('fail', {
      rule: 'joblib.ambiguous',
      offset: place,
      summary: `The data at ${hex(place)} are an array for joblib, and instructions for pickle.load.`,
      action: 'Do not load it: no writer of arrays makes such data by accident.',
    }),
  ];
}
