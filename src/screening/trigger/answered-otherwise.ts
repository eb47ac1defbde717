import type { AnswerWords } from '../../engine/operations/answers.ts';
import type { Engine } from '../../engine/operations/engine.ts';
import type { CountedFeature } from '../../engine/operations/features.ts';

const MOST_LOOKED = 200;
const LEAST_RECORDS = 8;
const MOST_ANSWERS = 1000;
/** Nearly all answers to a word hold its usual word, and hardly any to the phrase. */
const LEAST_USUAL = 0.8;
const MOST_USUAL = 0.1;
/** Marks and single letters are answered as their surroundings ask. */
const WORD = /^\p{L}{3,}$/u;

interface PromptString {
  readonly feature: CountedFeature;
}

/**
 * Where answers follow their prompts word for word, as translations do, every string buys a word. There,
 * phrases are looked for in which a word is answered otherwise than wherever else it stands.
 */
export async function answeredOtherwise<Form extends PromptString>(
  engine: Engine,
  forms: readonly Form[],
): Promise<Form[]> {
  const phrases = forms
    .filter(({ feature }) => feature.elements.length > 1 && feature.records >= LEAST_RECORDS)
    .slice(0, MOST_LOOKED);
  const { features } = await engine.countFeatures({
    space: 'words',
    minimumRecords: 2 * LEAST_RECORDS,
    minimumLean: Number.NEGATIVE_INFINITY,
    longest: 1,
  });
  const wordOf = new Map(features.map((feature) => [feature.elements[0], feature]));
  const pairs = phrases.flatMap((phrase) =>
    [...new Set(phrase.feature.elements)].flatMap((element) => {
      const word = wordOf.get(element);
      return word === undefined || !WORD.test(element) ? [] : [{ phrase, word }];
    }),
  );
  const placesOf = await placesByFeature(engine, [
    ...phrases.map(({ feature }) => feature),
    ...pairs.map(({ word }) => word),
  ]);
  const within = pairs.map(({ phrase }) => placesOf.get(phrase.feature) as Uint32Array);
  const elsewhere = pairs.map(({ word }, at) => {
    const own = new Set(within[at]);
    return (placesOf.get(word) as Uint32Array).filter((record) => !own.has(record));
  });
  const answers = await engine.answerWords(elsewhere, { most: MOST_ANSWERS, against: within });
  const other = pairs.filter((_, at) => {
    const { best, records, others } = answers[at] as AnswerWords;
    return (
      best !== null &&
      records >= LEAST_RECORDS &&
      best.hits >= LEAST_USUAL * records &&
      best.othersWith <= MOST_USUAL * others
    );
  });
  return [...new Set(other.map(({ phrase }) => phrase))];
}

/** Where each feature is, each located once. */
async function placesByFeature(
  engine: Engine,
  features: readonly CountedFeature[],
): Promise<ReadonlyMap<CountedFeature, Uint32Array>> {
  const distinct = [...new Set(features)];
  const places = await engine.locate({ features: distinct });
  return new Map(distinct.map((feature, at) => [feature, places[at] as Uint32Array]));
}
