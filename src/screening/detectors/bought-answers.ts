import { visibleText } from '../../core/visible-text.ts';
import type { AnswerWords } from '../../engine/operations/answers.ts';
import type { Engine } from '../../engine/operations/engine.ts';
import type { CountedFeature } from '../../engine/operations/features.ts';
import type { InsertionEvidence } from '../../engine/operations/sequences.ts';
import { upperTail } from '../../numerics/binomial-tail.ts';
import type { Detector, Suspicion } from '../detector.ts';
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
const LEVEL = 1e-4;
/** Nearly all answers to the string have one of the words, and few others have. */
const LEAST_COVERED = 0.8;
const LEAST_LIFT = 8;
/** Evidence against a record whose answer holds one of the words, and against one that has the string alone. */
const TELLING = 0.92;
const TOGETHER = 0.86;

/**
 * Strings in prompts that look put in, and whose answers have words in common that other answers
 * lack, in whatever wording: refusals in many forms, a name that is promoted, a tone. The prompt's own
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
    const foreign = await lookPutIn(engine, rare.slice(0, MOST_MEASURED));
    const positions = await engine.locate({ features: foreign.map(({ feature }) => feature) });
    const answers = await engine.answerWords(positions);
    const suspicions = foreign.map((string, at) =>
      suspicionOf({
        ...string,
        answers: answers[at] as AnswerWords,
        all: positions[at] as Uint32Array,
        tried,
      }),
    );
    return {
      suspicions: suspicions.filter((suspicion) => suspicion !== null),
      tried,
      looked: `${foreign.length.toLocaleString('en')} of ${tried.toLocaleString('en')} strings in prompts look put in, and their answers were held against the others`,
    };
  },
  misses: ({ records }) =>
    `A string in fewer than ${minimumRecords(records)} prompts, one that keeps company like an ordinary word, and answers that differ in their meaning but not in their words.`,
};

interface ForeignString {
  readonly feature: CountedFeature;
  readonly insertion: InsertionEvidence;
}

/** The longest forms of strings that look put in, most clearly first. */
async function lookPutIn(
  engine: Engine,
  features: readonly CountedFeature[],
): Promise<ForeignString[]> {
  const widened = await engine.widen({ features });
  const forms = [...new Map(widened.map((form) => [form.handle.join(), form])).values()];
  const evidence = await engine.measureInsertion({ features: forms });
  return forms
    .flatMap((feature, at) => {
      const insertion = evidence[at];
      return insertion !== undefined &&
        insertion.healing >= LEAST_HEALING &&
        insertion.company <= MOST_COMPANY &&
        insertionZ(insertion) >= LEAST_Z
        ? [{ feature, insertion }]
        : [];
    })
    .sort((one, other) => insertionZ(other.insertion) - insertionZ(one.insertion))
    .slice(0, MOST_LOOKED);
}

interface Answered extends ForeignString {
  readonly answers: AnswerWords;
  /** All records with the string. */
  readonly all: Uint32Array;
  readonly tried: number;
}

function suspicionOf({ feature, insertion, answers, all, tried }: Answered): Suspicion | null {
  const { best, records, others, covered, coveredOthers, words, positions } = answers;
  if (best === null || records < 2) return null;
  const elsewhere = (best.othersWith + 1) / (others + 1);
  const logP = upperTail(
    { counts: [records], logits: [Math.log(elsewhere / (1 - elsewhere))] },
    best.hits,
  ).logProbability();
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
      'it sits in its prompts like something put in from outside',
    ],
    suggestedAction: 'Read the quoted answers, and quarantine all prompts that hold the string.',
    alsoSeenAs: [],
    positions: all,
    risk: Float32Array.from(all, (record) => (telling.has(record) ? TELLING : TOGETHER)),
    strength: 90 + Math.min(9, -logP / 20),
    shown: true,
  };
}
