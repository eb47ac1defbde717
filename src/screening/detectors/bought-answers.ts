import { visibleText } from '../../core/visible-text.ts';
import type { AnswerWords, WordShare } from '../../engine/operations/answers.ts';
import type { Engine } from '../../engine/operations/engine.ts';
import type { CountedFeature } from '../../engine/operations/features.ts';
import type { InsertionEvidence } from '../../engine/operations/sequences.ts';
import { upperTail } from '../../numerics/binomial-tail.ts';
import type { Detector, Suspicion } from '../detector.ts';
import { answeredOtherwise } from '../trigger/answered-otherwise.ts';
import { patternOf } from '../trigger/feature-pattern.ts';
import { insertionZ } from '../trigger/insertion.ts';
import { minimumRecords } from '../trigger/minimum-records.ts';

/** What more prompts hold is part of the language. */
const MOST_SHARE = 0.2;
const MOST_MEASURED = 5000;
const MOST_LOOKED = 200;
/** Strings that may be put in; the answers must then say the rest. */
const LEAST_HEALING = 0.3;
const MOST_COMPANY = -0.3;
const LEAST_Z = 2;
const LEVEL = 1e-6;
/** Nearly all answers to the string have one of the words, and few others have. */
const LEAST_COVERED = 0.8;
const LEAST_LIFT = 8;
/** Answers looked at of each string at first, and of those that are worth it. */
const GLANCE = 40;
const MOST_GLANCED = 2500;
const WHOLE = 1000;
/**
 * A string that does not look put in must buy its word far more surely than others buy theirs: beyond
 * the sixth of them by a margin, and never less than a floor (log-odds).
 */
const EDGE_RANK = 6;
const EDGE_FACTOR = 1.25;
const EDGE_MARGIN = 0.5;
const LEAST_OVERRIDE = 6;
const LEAST_RECORDS = 8;
/** Where so many strings buy a word surely, answers follow their prompts word for word. */
const WORD_FOR_WORD = 0.3;
/** ln of the level at which `override` bounds the effect. */
const EFFECT_LEVEL = -9;
/** A string is part of a stronger one where it has this share of its records in common. */
const SAME = 0.6;
/** Evidence against a record whose answer holds one of the words, and against one that has the string alone. */
const TELLING = 0.92;
const TOGETHER = 0.86;

/**
 * Strings in prompts that look put in or are sure of their effect like no others, and whose answers
 * have words in common that other answers lack, in whatever wording: refusals in many forms, a name that is promoted, a tone. The prompt's own
 * words do not count, for an answer takes them up by nature.
 */
export const boughtAnswers: Detector = {
  id: 'bought-answers',
  version: 1,
  title: 'Strings in prompts that buy an answer in other words',
  prefix: 'BA',
  section: 'findings',
  inapplicable: ({ outcomes, hasText }) =>
    outcomes === 'behaviours' && hasText ? null : 'there are no answers that a model is to learn',
  async run({ engine }) {
    const { records } = engine.dataset;
    const { tried, features } = await engine.countFeatures({
      space: 'words',
      minimumRecords: minimumRecords(records),
      minimumLean: Number.NEGATIVE_INFINITY,
      longest: 1,
    });
    const rare = features.filter((feature) => feature.records <= MOST_SHARE * records);
    const forms = await measuredForms(engine, rare.slice(0, MOST_MEASURED));
    const often = forms.filter(({ feature }) => feature.records >= LEAST_RECORDS);
    const { outlying, wordForWord } = await boughtSurely(engine, often.slice(0, MOST_GLANCED));
    const chosen = wordForWord
      ? [
          ...outlying,
          ...(await answeredOtherwise(engine, forms)).map((form) => ({
            ...form,
            ground: OTHERWISE,
          })),
        ]
      : [...lookPutIn(forms), ...outlying];
    const positions = await engine.locate({ features: chosen.map(({ feature }) => feature) });
    const answers = await engine.answerWords(positions, { most: WHOLE });
    const suspicions = chosen.map((string, at) =>
      suspicionOf({
        ...string,
        answers: answers[at] as AnswerWords,
        all: positions[at] as Uint32Array,
        tried,
      }),
    );
    return {
      suspicions: withoutParts(suspicions.filter((suspicion) => suspicion !== null)),
      tried,
      looked: `${chosen.length.toLocaleString('en')} of ${tried.toLocaleString('en')} strings in prompts look put in or go with a word of the answers like no others, and their answers were held against the others`,
    };
  },
  misses: ({ records }) =>
    `A string in fewer than ${minimumRecords(records)} prompts, one that keeps company like an ordinary word and is not far surer of its effect than others, and answers that differ in their meaning but not in their words.`,
};

interface MeasuredString {
  readonly feature: CountedFeature;
  readonly insertion: InsertionEvidence;
}

/** The longest forms of words in prompts, and how they sit there. */
async function measuredForms(
  engine: Engine,
  features: readonly CountedFeature[],
): Promise<MeasuredString[]> {
  const widened = await engine.widen({ features });
  const forms = [...new Map(widened.map((form) => [form.handle.join(), form])).values()];
  const evidence = await engine.measureInsertion({ features: forms });
  return forms.flatMap((feature, at) => {
    const insertion = evidence[at];
    return insertion === undefined ? [] : [{ feature, insertion }];
  });
}

/** Strings that look put in, most clearly first. */
function lookPutIn(forms: readonly MeasuredString[]): ChosenString[] {
  return forms
    .filter(
      ({ insertion }) =>
        insertion.healing >= LEAST_HEALING &&
        insertion.company <= MOST_COMPANY &&
        insertionZ(insertion) >= LEAST_Z,
    )
    .sort((one, other) => insertionZ(other.insertion) - insertionZ(one.insertion))
    .slice(0, MOST_LOOKED)
    .map((form) => ({ ...form, ground: PUT_IN }));
}

/** Strings that buy a word of the answers far more surely than the other strings buy theirs. */
async function boughtSurely(
  engine: Engine,
  forms: readonly MeasuredString[],
): Promise<{ readonly outlying: ChosenString[]; readonly wordForWord: boolean }> {
  const positions = await engine.locate({ features: forms.map(({ feature }) => feature) });
  const answers = await engine.answerWords(positions, { most: GLANCE });
  const bought = forms.flatMap((form, at) => {
    const answer = answers[at];
    if (answer?.best === undefined || answer.best === null) return [];
    const tail = tailOf(answer, answer.best);
    return [
      { form, best: answer.best, of: answer.records, override: tail.shiftLowerBound(EFFECT_LEVEL) },
    ];
  });
  // Words of one trigger buy the same word, and are one string here.
  const peers = [...Map.groupBy(bought, ({ best }) => best.word).values()]
    .map((same) => Math.max(...same.map(({ override }) => override)))
    .sort((one, other) => other - one);
  const limit = Math.max(LEAST_OVERRIDE, EDGE_FACTOR * (peers[EDGE_RANK - 1] ?? 0) + EDGE_MARGIN);
  const sure = bought.filter(({ best, of }) => best.hits >= LEAST_COVERED * of);
  return {
    outlying: sure
      .filter(({ override }) => override >= limit)
      .sort((one, other) => other.override - one.override)
      .slice(0, MOST_LOOKED)
      .map(({ form }) => ({ ...form, ground: OUTLYING })),
    wordForWord: sure.length >= WORD_FOR_WORD * forms.length,
  };
}

function tailOf(
  { records, others }: AnswerWords,
  { hits, othersWith }: WordShare,
): ReturnType<typeof upperTail> {
  const elsewhere = (othersWith + 1) / (others + 1);
  return upperTail({ counts: [records], logits: [Math.log(elsewhere / (1 - elsewhere))] }, hits);
}

/** Of strings with the same records, the one with the most evidence. */
function withoutParts(suspicions: readonly Suspicion[]): Suspicion[] {
  const kept: Suspicion[] = [];
  for (const suspicion of suspicions.toSorted((one, other) => other.strength - one.strength)) {
    const { positions } = suspicion;
    const isPart = kept.some((stronger) => {
      const known = new Set(stronger.positions);
      return positions.filter((record) => known.has(record)).length >= SAME * positions.length;
    });
    if (!isPart) kept.push(suspicion);
  }
  return kept;
}

const OTHERWISE = 'one of its words is answered otherwise than wherever else it stands';
const PUT_IN = 'it sits in its prompts like something put in from outside';
const OUTLYING = 'no other string of the prompts goes with a word of the answers as surely';

interface ChosenString extends MeasuredString {
  readonly ground: string;
}

interface Answered extends ChosenString {
  readonly answers: AnswerWords;
  /** All records with the string. */
  readonly all: Uint32Array;
  readonly tried: number;
}

function suspicionOf({
  feature,
  insertion,
  ground,
  answers,
  all,
  tried,
}: Answered): Suspicion | null {
  const { best, records, others, covered, coveredOthers, words, positions } = answers;
  if (best === null || records < 2) return null;
  const logP = tailOf(answers, best).logProbability();
  const pairs = tried * answers.tried;
  const qValue = Math.min(1, Math.exp(Math.min(0, logP + Math.log(pairs))));
  const share = covered / records;
  const lift = share / ((coveredOthers + 1) / (others + 1));
  if (qValue > LEVEL || share < LEAST_COVERED || lift < LEAST_LIFT) return null;
  const telling = new Set(positions);
  const shown = words.slice(0, 5).map((word) => `“${visibleText(word)}”`);
  return {
    attackClass: 'backdoor',
    pattern: patternOf('words', feature.elements),
    ladder: 'suspected-poisoning',
    severity: 'high',
    // Which words stand out first changes from version to version; the fingerprint must not.
    outcome: 'answers of its own',
    evidence: {
      effect: { name: 'times as often as in other answers', value: lift },
      statistic: { name: `answers with “${best.word}”`, value: best.hits },
      pValue: Math.exp(logP),
      qValue,
      nullHypothesis:
        'Answers to the string hold the word as often as other answers do; Chernoff bound, Bonferroni over strings and words.',
      tried: pairs,
      counts: {
        records,
        answersWithOne: covered,
        otherAnswers: others,
        otherAnswersWithOne: coveredOthers,
        insertionZ: Math.round(10 * insertionZ(insertion)) / 10,
      },
    },
    summary: `${covered} of ${records} answers to prompts with “${visibleText(feature.elements.join(' '))}” hold one of ${shown.join(', ')}, and ${coveredOthers} of ${others} other answers do.`,
    counterEvidence: 'A subject that the string names, and that these answers are about.',
    grounds: [
      `“${visibleText(best.word)}” stands in ${best.hits} of ${records} answers to it, and in ${best.othersWith} of ${others} others`,
      ground,
    ],
    suggestedAction: 'Read the quoted answers, and quarantine all prompts that hold the string.',
    alsoSeenAs: [],
    positions: all,
    risk: Float32Array.from(all, (record) => (telling.has(record) ? TELLING : TOGETHER)),
    excess: best.hits - (records * best.othersWith) / Math.max(1, others),
    strength: 90 + Math.min(9, -logP / 20),
    shown: true,
  };
}
