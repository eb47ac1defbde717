import type {
  ContinuationEvidence,
  InsertionEvidence,
} from '../../../src/engine/operations/sequences.ts';

const PRIOR = 5;
const [BEGINNING, END] = ['\u0002', '\u0003'];

type Texts = readonly (readonly string[])[];

/** How often two symbols stand so many places apart. */
function together(
  marked: readonly (readonly string[])[],
  [left, right]: readonly [string, string],
  apart: number,
): number {
  return marked.reduce(
    (sum, text) =>
      sum + text.filter((one, at) => one === left && text[at + apart] === right).length,
    0,
  );
}

/** `WordScreen.healing` of a word, without any sharing of counters. */
export function naiveScreenedHealing(texts: Texts, word: string): number {
  const marked = texts.map((text) => [BEGINNING, ...text, END]);
  const places = marked.flatMap((text) =>
    text.flatMap((one, at): [string, string][] =>
      one === word && text.length > 3 ? [[text[at - 1] ?? '', text[at + 1] ?? '']] : [],
    ),
  );
  return meanOf(
    places.map((pair) =>
      Math.log((together(marked, pair, 1) + 1) / Math.max(1, together(marked, pair, 2))),
    ),
  );
}

/** The first place of a run in each text that holds it. */
export function firstPlaces(
  texts: Texts,
  elements: readonly string[],
): { text: readonly string[]; at: number }[] {
  return texts.flatMap((text) => {
    const at = text.findIndex((_, from) =>
      elements.every((element, offset) => text[from + offset] === element),
    );
    return at === -1 ? [] : [{ text, at }];
  });
}

/** The formulas of `Engine.measureInsertion`, from lists of words. */
export function naiveInsertion(texts: Texts, elements: readonly string[]): InsertionEvidence {
  const marked = texts.map((text) => [BEGINNING, ...text, END]);
  const symbols = marked.flat();
  const frequency = (symbol: string): number =>
    Math.max(1, symbols.filter((one) => one === symbol).length);
  const contexts = firstPlaces(texts, elements).map(({ text, at }) => ({
    left: text[at - 1] ?? BEGINNING,
    right: text[at + elements.length] ?? END,
  }));
  const others = contexts.length - 1;
  const company = (symbol: string, again: number): number => {
    const anywhere = frequency(symbol) / symbols.length;
    return Math.log((again + PRIOR * anywhere) / (others + PRIOR) / anywhere);
  };
  const used = contexts.filter(({ left, right }) => left !== BEGINNING || right !== END);
  const atEnds =
    contexts.filter(({ left, right }) => left === BEGINNING || right === END).length /
    contexts.length;
  if (used.length === 0)
    return { occurrences: 0, healing: 0, company: 0, standardError: 1, atEnds };
  const evidence = used.map(({ left, right }) => {
    const prior = (PRIOR * frequency(right)) / symbols.length;
    const own = elements.length === 1 ? 1 : 0;
    const healing = Math.log(
      (together(marked, [left, right], 1) + prior) /
        (Math.max(0, together(marked, [left, right], 2) - own) + prior),
    );
    const kept =
      (right === END
        ? 0
        : company(right, contexts.filter((one) => one.right === right).length - 1)) +
      (left === BEGINNING
        ? 0
        : company(left, contexts.filter((one) => one.left === left).length - 1));
    return { healing, kept };
  });
  const mean = (of: (one: { healing: number; kept: number }) => number): number =>
    evidence.reduce((sum, one) => sum + of(one), 0) / evidence.length;
  const difference = mean(({ healing, kept }) => healing - kept);
  const variance =
    Math.max(0, mean(({ healing, kept }) => (healing - kept) ** 2) - difference ** 2) + 1;
  return {
    occurrences: used.length,
    healing: mean(({ healing }) => healing),
    company: mean(({ kept }) => kept),
    standardError: Math.sqrt(variance / used.length),
    atEnds,
  };
}

const MOST_OCCURRENCES = 60;
const LOOK_AROUND = 24;
const LEAST_PAIRED = 20;
const LEAST_INFORMATIVE = 3;

/** The formula of `Engine.measureContinuation`, where the data are few enough to be looked at whole. */
export function naiveContinuation(texts: Texts, elements: readonly string[]): ContinuationEvidence {
  const tokens = texts.flat();
  const [frequency, together] = [tallyOf(tokens), tallyOf(texts.flatMap(pairsOf))];
  const coherence = (run: readonly string[]): number | null => {
    let [beyond, possible] = [0, 0];
    for (const pair of pairsOf(run)) {
      const [left = '', right = ''] = pair.split(' ');
      const expected = ((frequency.get(left) ?? 0) * (frequency.get(right) ?? 0)) / tokens.length;
      const chance = 1 - Math.exp(-expected);
      beyond += ((together.get(pair) ?? 0) > 1 ? 1 : 0) - chance;
      possible += 1 - chance;
    }
    return possible < LEAST_INFORMATIVE ? null : beyond / possible;
  };
  const shares = firstPlaces(texts, elements)
    .slice(0, MOST_OCCURRENCES)
    .map(({ text, at }) => {
      const behind = at + elements.length;
      return {
        before: coherence(text.slice(Math.max(0, at - LOOK_AROUND), at)),
        after: coherence(text.slice(behind, behind + LOOK_AROUND)),
      };
    });
  const both = shares.flatMap(({ before, after }) =>
    before === null || after === null ? [] : [{ before, after }],
  );
  if (both.length >= LEAST_PAIRED) {
    return {
      occurrences: both.length,
      coherence: meanOf(both.map(({ after }) => after)),
      expected: meanOf(both.map(({ before }) => before)),
      deviation: deviationOf(both.map(({ before, after }) => before - after)),
    };
  }
  const looked = shares.flatMap(({ after }) => after ?? []);
  const usual = texts.flatMap((text) => coherence(text.slice(0, LOOK_AROUND)) ?? []);
  return {
    occurrences: looked.length,
    coherence: meanOf(looked),
    expected: meanOf(usual),
    deviation: deviationOf(usual),
  };
}

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}

function tallyOf(values: readonly string[]): Map<string, number> {
  const tally = new Map<string, number>();
  for (const value of values) tally.set(value, (tally.get(value) ?? 0) + 1);
  return tally;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function pairsOf(text: readonly string[]): string[] {
  return text.slice(1).map((right, at) => `${text[at]} ${right}`);
}

const AGREE = 0.85;
const LONGEST_SIDE = 40;

/** The longest form that nearly all occurrences of a run share, one element after another. */
export function naiveWidened(texts: Texts, elements: readonly string[]): string[] {
  const places = firstPlaces(texts, elements);
  const before = places.map(({ text, at }) =>
    text.slice(Math.max(0, at - LONGEST_SIDE), at).reverse(),
  );
  const after = places.map(({ text, at }) =>
    text.slice(at + elements.length, at + elements.length + LONGEST_SIDE),
  );
  return [...shared(before).reverse(), ...elements, ...shared(after)];
}

function shared(sides: Texts): string[] {
  const agreed: string[] = [];
  let agreeing = sides;
  while (agreed.length < LONGEST_SIDE) {
    const next = Map.groupBy(
      agreeing.filter((side) => side.length > agreed.length),
      (side) => side[agreed.length] as string,
    );
    const [commonest] = [...next].sort(([, one], [, other]) => other.length - one.length);
    if (commonest === undefined || commonest[1].length < AGREE * sides.length) break;
    agreed.push(commonest[0]);
    agreeing = commonest[1];
  }
  return agreed;
}
