import { visibleText } from '../../core/visible-text.ts';
import type { ReviewedColumn, ReviewedPlace } from '../../engine/operations/reviewers.ts';
import { upperTail } from '../../numerics/binomial-tail.ts';
import { exactInterval } from '../../numerics/exact-interval.ts';
import type { Detection, Detector, Suspicion } from '../detector.ts';

const LEVEL = 0.001;
/** For suspicion: at least this part of the answers is wrong, as the interval has it, and so many times that of others. */
const LEAST_SHARE = 0.2;
const LEAST_RATIO = 4;

/**
 * Reviewers measured by items whose true label is known and that they did not know to be such: how
 * many each got wrong, with exact intervals, against all others on the same kind of items.
 */
export const knownAnswers: Detector = {
  id: 'known-answers',
  version: 1,
  title: 'Reviewers on items with a known answer',
  prefix: 'KA',
  section: 'findings',
  inapplicable: ({ labelProblem, hasText, outcomes }) => {
    if (labelProblem !== null) return labelProblem;
    if (outcomes === 'behaviours') return 'what responses do is no label';
    return hasText ? null : 'known answers are found by their text, and there is none';
  },
  async run({ engine, knownAnswers: answers }) {
    if (answers === undefined) return { ...NOTHING, notApplicable: 'no known answers were given' };
    const { found, records, wrong, columns } = await engine.reviewAgainst(answers);
    if (records === 0)
      return {
        ...NOTHING,
        notApplicable: `none of ${answers.length} known answers stands in the data`,
      };
    const [low, high] = exactInterval(wrong, records);
    const reviewed = columns.flatMap((column) => column.places.map((place) => ({ column, place })));
    const judged = reviewed
      .map((one) => judge(one, { records, wrong, tried: reviewed.length }))
      .sort((a, b) => a.logP - b.logP);
    return {
      suspicions: judged.filter(({ qValue }) => qValue <= LEVEL).map(suspicionOf),
      tried: reviewed.length,
      looked: `${found.toLocaleString('en')} of ${answers.length.toLocaleString('en')} known answers in ${records.toLocaleString('en')} records; ${percent(wrong / records)} are wrong (95 % interval ${percent(low)} to ${percent(high)})${rankingOf(columns)}`,
      figures: [{ name: 'Labels of known answers that are wrong', value: wrong / records }],
    };
  },
  misses: () =>
    'A reviewer who has seen few of the items, or who knows which ones they are; texts that were changed on the way, for an item is found by its whole text.',
};

const NOTHING: Detection = { suspicions: [], tried: 0, looked: '' };

interface Reviewed {
  readonly column: ReviewedColumn;
  readonly place: ReviewedPlace;
}

interface JudgedReviewer extends Reviewed {
  readonly elsewhere: number;
  readonly interval: readonly [number, number];
  readonly logP: number;
  readonly qValue: number;
  readonly tried: number;
}

/** Null: errs as often as all others on known items (binomial, Chernoff's bound; Bonferroni over all). */
function judge(
  { column, place }: Reviewed,
  all: { readonly records: number; readonly wrong: number; readonly tried: number },
): JudgedReviewer {
  const elsewhere = (all.wrong - place.wrong + 0.5) / (all.records - place.records + 1);
  const tail = upperTail(
    { counts: [place.records], logits: [Math.log(elsewhere / (1 - elsewhere))] },
    place.wrong,
  );
  const logP = place.wrong <= elsewhere * place.records ? 0 : tail.logProbability();
  return {
    column,
    place,
    elsewhere,
    interval: exactInterval(place.wrong, place.records),
    logP,
    qValue: Math.min(1, Math.exp(logP) * all.tried),
    tried: all.tried,
  };
}

/** Who errs most in each column, with the interval. */
function rankingOf(columns: readonly ReviewedColumn[]): string {
  return columns
    .flatMap(({ column, places }) => {
      const ranked = places.map((place) => ({
        place,
        low: exactInterval(place.wrong, place.records)[0],
      }));
      const [first] = ranked.sort((a, b) => b.low - a.low);
      return first === undefined || first.place.wrong === 0
        ? []
        : [
            `; most wrong: ${visibleText(column)} “${visibleText(first.place.value)}” with ${first.place.wrong} of ${first.place.records}`,
          ];
    })
    .join('');
}

function suspicionOf(judged: JudgedReviewer): Suspicion {
  const { column, place, elsewhere, interval, logP, qValue, tried } = judged;
  const [low, high] = interval;
  const share = place.wrong / place.records;
  const suspect = low >= LEAST_SHARE && share >= LEAST_RATIO * elsewhere;
  const name = `${visibleText(column.column)} “${visibleText(place.value)}”`;
  const { commonest } = place;
  return {
    attackClass: suspect ? 'label-flip' : null,
    pattern: { kind: 'field-values', fields: [{ field: column.column, value: place.value }] },
    ladder: suspect ? 'suspected-poisoning' : 'quality-issue',
    severity: suspect ? 'high' : 'medium',
    outcome: null,
    evidence: {
      effect: { name: 'share of known answers that are wrong', value: share },
      statistic: { name: 'wrong answers', value: place.wrong },
      pValue: Math.exp(logP),
      qValue,
      nullHypothesis:
        'Its labels of known items are wrong as often as those of all others; binomial, Bonferroni over contributors and sources.',
      tried,
      counts: { records: place.records, wrong: place.wrong },
    },
    summary: `${name} got ${place.wrong} of ${place.records} known answers wrong (${percent(share)}, exact 95 % interval ${percent(low)} to ${percent(high)}); others ${percent(elsewhere)}.`,
    counterEvidence:
      'Known answers that are themselves wrong, or that belong to a subject that only this reviewer gets.',
    grounds: [
      'the true labels of these items are known',
      ...(commonest === null
        ? []
        : [
            `${commonest.records} times “${visibleText(commonest.given)}” instead of “${visibleText(commonest.answer)}”`,
          ]),
    ],
    suggestedAction: `Have all labels of ${name} reviewed by somebody else before they are trained on.`,
    alsoSeenAs: [],
    positions: place.positions,
    risk: new Float32Array(place.positions.length).fill(suspect ? 0.95 : 0.6),
    strength: (suspect ? 62 : 10) + Math.min(30, -logP / 20),
    shown: true,
  };
}

function percent(share: number): string {
  return `${(Math.round(1000 * share) / 10).toFixed(1)} %`;
}
