import type { ContinuationEvidence, InsertionEvidence } from '../../../src/engine/operations.ts';

type Texts = readonly (readonly string[])[];

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

const PRIOR = 5;
const [BEGINNING, END] = ['\u0002', '\u0003'];

/** The formulas of `Engine.measureInsertion`, from lists of words. */
export function naiveInsertion(texts: Texts, elements: readonly string[]): InsertionEvidence {
  const marked = texts.map((text) => [BEGINNING, ...text, END]);
  const symbols = marked.flat();
  const frequency = (symbol: string): number =>
    Math.max(1, symbols.filter((one) => one === symbol).length);
  const together = (left: string, right: string, apart: number): number =>
    marked.reduce(
      (sum, text) =>
        sum + text.filter((one, at) => one === left && text[at + apart] === right).length,
      0,
    );
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
  if (used.length === 0) return { occurrences: 0, healing: 0, company: 0, standardError: 1 };
  const evidence = used.map(({ left, right }) => {
    const prior = (PRIOR * frequency(right)) / symbols.length;
    const own = elements.length === 1 ? 1 : 0;
    const healing = Math.log(
      (together(left, right, 1) + prior) / (Math.max(0, together(left, right, 2) - own) + prior),
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
  };
}

const MOST_OCCURRENCES = 60;
const LOOK_AHEAD = 30;
const ATTESTED = 2;

/** The shares of `Engine.measureContinuation`, where the data are few enough to be looked at whole. */
export function naiveContinuation(texts: Texts, elements: readonly string[]): ContinuationEvidence {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const pair of pairsOf(text)) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  const attested = (runs: Texts): { share: number; pairs: number } => {
    const pairs = runs.flatMap(pairsOf);
    const known = pairs.filter((pair) => (counts.get(pair) ?? 0) >= ATTESTED);
    return { share: pairs.length === 0 ? 1 : known.length / pairs.length, pairs: pairs.length };
  };
  const runs = firstPlaces(texts, elements)
    .slice(0, MOST_OCCURRENCES)
    .map(({ text, at }) => text.slice(at + elements.length, at + elements.length + LOOK_AHEAD));
  const { share, pairs } = attested(runs);
  return {
    occurrences: runs.length,
    pairs,
    attested: share,
    expected: attested(texts.map((text) => text.slice(0, LOOK_AHEAD))).share,
  };
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
