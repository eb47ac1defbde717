import type { Answer, Model, ModelResult } from '../models/model.ts';
import type { SuiteItem } from '../suites/suite-item.ts';

/** What two versions answer to one set of a suite, aligned by item. */
export interface PairedResults {
  /** Items that both answered. */
  readonly items: readonly SuiteItem[];
  /** Answers as text, by item. */
  readonly old: readonly string[];
  readonly fresh: readonly string[];
  readonly oldRight: Uint8Array;
  readonly freshRight: Uint8Array;
  /** Probability of the true answer (of the first class where it has none), if both versions give the same classes. */
  readonly scores: { readonly old: Float64Array; readonly fresh: Float64Array } | null;
  /** How sure the old version was of its answer; `null` where it gives no probabilities. */
  readonly confidence: Float64Array | null;
  /** New by old latency; `null` unless both measured it for every item. */
  readonly slowdowns: Float64Array | null;
  readonly missing: readonly MissingAnswer[];
}

/** An item that could not be compared. */
export interface MissingAnswer {
  readonly id: string;
  readonly model: string;
  readonly problem: string;
}

/** Asks both versions, and sets aside what either could not answer. */
export async function pairedResults(
  items: readonly SuiteItem[],
  { old, fresh }: { readonly old: Model; readonly fresh: Model },
): Promise<PairedResults> {
  const [before, after] = [await old.predict(items), await fresh.predict(items)];
  const missing: MissingAnswer[] = [];
  const pairs: Pair[] = [];
  for (const [index, item] of items.entries()) {
    const [was, is] = [before[index], after[index]];
    for (const [model, result] of [[old, was] as const, [fresh, is] as const])
      if (result?.kind !== 'answer')
        missing.push({ id: item.id, model: model.name, problem: problemOf(result) });
    if (was?.kind === 'answer' && is?.kind === 'answer') pairs.push({ item, was, is });
  }
  return { ...readPairs(pairs, { old, fresh }), missing };
}

type Answered = ModelResult & { readonly kind: 'answer' };

interface Pair {
  readonly item: SuiteItem;
  readonly was: Answered;
  readonly is: Answered;
}

function readPairs(
  pairs: readonly Pair[],
  { old, fresh }: { readonly old: Model; readonly fresh: Model },
): Omit<PairedResults, 'missing'> {
  const items = pairs.map(({ item }) => item);
  const before = pairs.map(({ was }) => answerText(was.answer, old.classes));
  const after = pairs.map(({ is }) => answerText(is.answer, fresh.classes));
  const rightOf = (answers: readonly string[]): Uint8Array =>
    Uint8Array.from(items, ({ expected }, item) =>
      expected !== null && isRight(answers[item] as string, expected) ? 1 : 0,
    );
  const timed =
    pairs.length > 0 && pairs.every(({ was, is }) => (was.latency ?? 0) > 0 && is.latency !== null);
  return {
    items,
    old: before,
    fresh: after,
    oldRight: rightOf(before),
    freshRight: rightOf(after),
    scores: scoresOf(pairs, { old, fresh }),
    confidence:
      old.classes === null
        ? null
        : Float64Array.from(pairs, ({ was }) =>
            was.answer.kind === 'probabilities' ? Math.max(...was.answer.probabilities) : 1,
          ),
    slowdowns: timed
      ? Float64Array.from(pairs, ({ was, is }) => (is.latency ?? 0) / (was.latency ?? 1))
      : null,
  };
}

function scoresOf(
  pairs: readonly Pair[],
  { old, fresh }: { readonly old: Model; readonly fresh: Model },
): PairedResults['scores'] {
  const [before, after] = [old.classes, fresh.classes];
  if (before === null || after === null || before.length !== after.length) return null;
  if (!before.every((label) => after.includes(label))) return null;
  const score = ({ item }: Pair, answer: Answer, classes: readonly string[]): number => {
    if (answer.kind !== 'probabilities') return 0;
    const label =
      item.expected !== null && before.includes(item.expected) ? item.expected : before[0];
    return answer.probabilities[classes.indexOf(label ?? '')] ?? 0;
  };
  return {
    old: Float64Array.from(pairs, (pair) => score(pair, pair.was.answer, before)),
    fresh: Float64Array.from(pairs, (pair) => score(pair, pair.is.answer, after)),
  };
}

/** The answer as people read it; of probabilities the likeliest class. */
function answerText(answer: Answer, classes: readonly string[] | null): string {
  switch (answer.kind) {
    case 'label':
      return answer.label;
    case 'text':
      return answer.text.trim();
    case 'number':
      return String(answer.number);
    case 'probabilities': {
      let likeliest = 0;
      for (const [index, probability] of answer.probabilities.entries())
        if (probability > (answer.probabilities[likeliest] as number)) likeliest = index;
      return classes?.[likeliest] ?? '';
    }
  }
}

/** Equal as text, or as numbers: `1.0` is `1`. */
function isRight(answer: string, expected: string): boolean {
  if (answer === expected.trim() || answer === expected) return true;
  const number = expected.trim() === '' ? Number.NaN : Number(expected);
  return Number.isFinite(number) && answer.trim() !== '' && Number(answer) === number;
}

function problemOf(result: ModelResult | undefined): string {
  return result?.kind === 'failure' ? result.error.message : 'missing';
}
