import { CredenceError } from '../../core/error.ts';
import type { ByteSource } from '../byte-source.ts';
import type { InspectionContext, Member, Problem } from '../inspection.ts';
import { type InlineReading, readInlineArray, secondReading } from '../joblib/inline-array.ts';
import { problem } from '../problem.ts';
import { MemorySource } from '../sources/memory-source.ts';
import { Decompiler, hex, type Marked } from './decompile/decompile.ts';
import type { Effect } from './effect-log.ts';
import { isExpansionBomb } from './expansion.ts';
import type { Accusation } from './judge/accusation.ts';
import { Judge } from './judge/judge.ts';
import { accusationProblems, endProblems, faultProblems } from './judge/pickle-problems.ts';
import { nestedPayloadProblems } from './nested-payloads.ts';
import { PickleMachine } from './pickle-machine.ts';
import type { PickleRun } from './pickle-run.ts';
import type { StreamOptions } from './stream-options.ts';
import { Kind, kindOf, type Value } from './value.ts';

/** A file within that is written as text is decoded in memory. */
const MOST_DECODED_BYTES = 2 ** 26;
/** Readers crash on deeper structures, or refuse them. */
const MOST_DEPTH = 10_000;

/** One pickle, run and judged. */
export interface PickleStream {
  readonly run: PickleRun;
  readonly judge: Judge;
  readonly problems: readonly Problem[];
  /** `null` where nothing stands against it and nobody asked for it. */
  readonly program: string | null;
  readonly members: readonly Member[];
  /** Offset behind the stream; `null` where it did not come to its end. */
  readonly next: number | null;
  /** Arrays whose data lie within the stream: only joblib reads it. */
  readonly inlineArrays: number;
  /** Called once nobody needs `run` and `judge` any more: the next pickle runs in their memory. */
  readonly release: () => void;
}

/** Runs and judges the pickle that begins at `start`. */
export function readPickleStream(
  source: ByteSource,
  context: InspectionContext,
  options: StreamOptions,
): PickleStream {
  return new StreamReader(source, context, options).read();
}

class StreamReader {
  readonly #source: ByteSource;
  readonly #context: InspectionContext;
  readonly #options: StreamOptions;
  readonly #problems: Problem[] = [];
  readonly #members: Member[] = [];
  readonly #programs: string[] = [];
  /** What the judge holds against arrays of objects. */
  readonly #inner: Accusation[] = [];
  #inlineArrays = 0;
  /** Offset of the first array's data. */
  #inlineData = 0;

  constructor(source: ByteSource, context: InspectionContext, options: StreamOptions) {
    this.#source = source;
    this.#context = context;
    this.#options = options;
  }

  read(): PickleStream {
    const { start, inlineData, ownModules, storages } = this.#options;
    const { budget, policy } = this.#context;
    const machine = new PickleMachine(this.#source, { start, budget, inlineData });
    let run = machine.run();
    const judge = new Judge(run, {
      policy,
      storages,
      ...(ownModules === undefined ? {} : { ownModules }),
    });
    judge.advance();
    while (run.end.kind === 'inline-data') {
      const { end } = run;
      const next = this.#readInline(judge, run.effects.get(end.effect), end.next);
      if (next === null) break;
      run = machine.run(next);
      judge.advance();
    }
    this.#tell(judge, run);
    return {
      run,
      judge,
      problems: this.#problems,
      program: this.#programs.join('\n') || null,
      members: this.#members,
      next: run.end.kind === 'stop' ? run.end.next : null,
      inlineArrays: this.#inlineArrays,
      release: () => machine.release(),
    };
  }

  /** @returns where the stream goes on, or `null` where that cannot be said */
  #readInline(judge: Judge, build: Effect, offset: number): number | null {
    if (this.#inlineArrays++ === 0) this.#inlineData = offset;
    const reading: InlineReading = readInlineArray(this.#source, offset, {
      build,
      judged: judge.judged,
    });
    switch (reading.kind) {
      case 'bytes':
        return reading.next;
      case 'pickle': {
        const inner = readPickleStream(this.#source, this.#context, {
          start: reading.start,
          inlineData: false,
          storages: null,
        });
        this.#problems.push(...inner.problems);
        this.#members.push(...inner.members);
        if (inner.program !== null) this.#programs.push(inner.program);
        this.#inner.push(...inner.judge.accusations);
        return inner.next;
      }
      case 'refused':
        this.#problems.push(
          problem('fail', {
            rule: 'joblib.malformed',
            severity: 'high',
            offset,
            summary: `The array whose data should follow at ${hex(offset)} cannot be: ${reading.why}.`,
            action: 'Have its publisher write it anew.',
          }),
        );
        return null;
    }
  }

  #tell(judge: Judge, run: PickleRun): void {
    const decompiler = new Decompiler(judge.judged);
    const { policy } = this.#context;
    this.#problems.push(
      ...accusationProblems(judge.accusations, run, { policy, decompiler }),
      ...faultProblems(run.faults),
      ...endProblems(run.end, run.effects.count > 0),
      ...(judge.limit === null ? [] : endProblems(judge.limit, true)),
      ...structureProblems(run),
      ...nestedPayloadProblems(this.#source, run, this.#context),
    );
    if (this.#inlineArrays > 0) {
      const judged = [...judge.accusations, ...this.#inner];
      const { start } = this.#options;
      const data = this.#inlineData;
      this.#problems.push(...secondReading(this.#source, this.#context, { start, data, judged }));
    }
    const harmless = this.#problems.every(({ decision }) => decision === 'note');
    if (this.#context.explains || !harmless) {
      this.#programs.unshift(decompiler.program(markedBy(judge.accusations), run.end));
    }
    for (const value of judge.nestedFiles) this.#members.push(nestedFile(this.#source, run, value));
  }
}

/** A file that lies in a constant. */
function nestedFile(source: ByteSource, { constants }: PickleRun, value: Value): Member {
  const { offset, length } = constants.extent(value);
  const name = `constant at ${hex(offset)}`;
  if (kindOf(value) === Kind.Bytes) {
    return { name, offset, open: () => source.slice(offset, length) };
  }
  return {
    name,
    offset: null,
    open: () => {
      if (length > MOST_DECODED_BYTES) {
        throw new CredenceError('LIMIT_EXCEEDED', 'The file holds another one as a long text', {
          at: { byte: offset },
        });
      }
      return new MemorySource(Buffer.from(constants.text(value, length), 'latin1'));
    },
  };
}

function markedBy(accusations: readonly Accusation[]): Marked {
  const numbers = (all: readonly (number | null)[]): ReadonlySet<number> =>
    new Set(all.filter((number) => number !== null));
  return {
    effects: numbers(accusations.map(({ effect }) => effect)),
    symbols: numbers(accusations.map(({ imported }) => imported)),
  };
}

function structureProblems(run: PickleRun): readonly Problem[] {
  const problems: Problem[] = [];
  if (isExpansionBomb(run)) {
    problems.push(
      problem('fail', {
        rule: 'pickle.expansion',
        severity: 'high',
        offset: run.start,
        summary:
          'The result refers to its own parts over and over, so that written out it would never end.',
        action: 'Do not load it: whatever walks through the result does not come to an end.',
      }),
    );
  }
  if (run.heap.deepest > MOST_DEPTH) {
    problems.push(
      problem('fail', {
        rule: 'pickle.depth',
        severity: 'high',
        offset: run.start,
        summary: `The result is nested ${run.heap.deepest} levels deep, at which readers crash.`,
        action: 'Have its publisher write it in another form.',
      }),
    );
  }
  return problems;
}
