import type { ByteSource } from '../byte-source.ts';
import type { InspectionContext, Problem } from '../inspection.ts';
import { inlineArray } from '../pickle/checks/joblib-array.ts';
import { hex } from '../pickle/decompile/decompile.ts';
import type { Effect } from '../pickle/effect-log.ts';
import type { Accusation, Charge } from '../pickle/judge/accusation.ts';
import { Judge } from '../pickle/judge/judge.ts';
import type { JudgedRun } from '../pickle/judge/judged-run.ts';
import { isOpcode } from '../pickle/opcodes.ts';
import { PickleMachine } from '../pickle/pickle-machine.ts';
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
const DANGEROUS: ReadonlySet<Charge> = new Set([
  'forbidden-name',
  'forbidden-call',
  'forbidden-arguments',
  'user-class',
]);

/**
 * Goes past an array's data as `joblib.numpy_pickle.NumpyArrayWrapper.read_array` does: since joblib
 * 1.2 a byte that says how long the padding is, the padding, then the elements.
 */
export function readInlineArray(
  source: ByteSource,
  offset: number,
  { build, judged }: { readonly build: Effect; readonly judged: JudgedRun },
): InlineReading {
  const array = inlineArray(build.argument, judged, build.moment);
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

interface Reading {
  readonly start: number;
  readonly data: number;
  readonly judged: readonly Accusation[];
}

/**
 * What a reader that knows nothing of joblib makes of the same stream: `pickle.load` goes on with
 * the first array's data as instructions. Honest numbers break it off at once, mostly with their
 * first byte; honest objects are instructions, and do the same for both readers.
 *
 * @param start of the stream
 * @param data of the first array
 * @param judged what the judge holds against the stream as joblib reads it
 */
export function secondReading(
  source: ByteSource,
  { budget, policy }: InspectionContext,
  { start, data, judged }: Reading,
): readonly Problem[] {
  if (data >= source.length || !isOpcode(source.read(data, 1)[0] as number)) return [];
  const machine = new PickleMachine(source, { start, budget, inlineData: false });
  const judge = new Judge(machine.run(), { policy, storages: null });
  judge.advance();
  const known = new Set(judged.map(({ charge, offset }) => `${charge} ${offset}`));
  const dangerous = judge.accusations.find(
    ({ charge, offset, symbol }) =>
      DANGEROUS.has(charge) &&
      !known.has(`${charge} ${offset}`) &&
      symbol !== null &&
      IMPORTED.test(symbol.replace(':', '.')),
  );
  if (dangerous === undefined) return [];
  return [
    problem('fail', {
      rule: 'joblib.ambiguous',
      offset: dangerous.offset,
      summary: `The data at ${hex(dangerous.offset)} are an array for joblib, and instructions for pickle.load.`,
      action: 'Do not load it: no writer of arrays makes such data by accident.',
    }),
  ];
}
