import { visibleText } from '../../core/visible-text.ts';
import { type AmountJudgement, type CommonAmounts, FAR } from '../../engine/operations/amounts.ts';
import type { Engine } from '../../engine/operations/engine.ts';
import type { Pattern } from '../../findings/pattern.ts';
import { type SecondHump, secondHumps } from '../amounts/judge-hump.ts';
import { type JudgedMirror, judgeMirrors } from '../amounts/judge-mirrors.ts';
import { type JudgedPlace, judgePlaces } from '../amounts/judge-places.ts';
import type { Detector, Suspicion } from '../detector.ts';
import { gradedRisk } from '../graded-risk.ts';

/** Far amounts happen by accident, and by nature. */
const RISK = { most: 0.5, middle: 5, slope: 1 };
const SUSPECT_RISK = 0.9;
const LEAST_JUDGED = 100;
/** Fewer far amounts than this part of the records are not worth a person's time. */
const LEAST_SHARE = 0.002;
const LEAST_FAR = 5;
const MOST_SHOWN_PLACES = 5;
/** A regression that takes away less than this part of the usual distance cannot say what an amount should be. */
const LEAST_EXPLAINED = 0.1;
/** Amounts nearly all of which have one sign: the other sign is an error, or a refund. */
const ONE_SIGN = 0.9;
/** A value that holds so much of a hump and is written as people write that there is none stands for a missing one. */
const ONE_VALUE = 0.8;
const NONE_KNOWN = /^-?(?:0|1|7{2,}|8{2,}|9+)$/;

/**
 * Numeric labels that their records contradict: TRIM (Jagielski et al. 2018) predicts each amount out of fold from the
 * four fifths that agree best; amounts far from that are told apart by their pattern: turned round at a centre,
 * gathered in a second hump, or of one contributor or source.
 */
export const regressionTargets: Detector = {
  id: 'regression-targets',
  version: 1,
  title: 'Amounts that their records contradict',
  prefix: 'RT',
  section: 'findings',
  inapplicable: ({ amount, labelProblem }) => {
    if (amount !== null) return null;
    return labelProblem === 'there is no label column' ? labelProblem : 'labels are no amounts';
  },
  async run({ engine }) {
    const judgement = await engine.judgeAmounts();
    const { positions, deviations, explained, fittedOn, inLogs } = judgement;
    if (positions.length < LEAST_JUDGED) {
      const notApplicable = `${positions.length} amounts are too few to predict any`;
      return { suspicions: [], tried: null, looked: notApplicable, notApplicable };
    }
    const column = engine.dataset.amount ?? '';
    const predicts = explained >= LEAST_EXPLAINED;
    const mirror = predicts ? judgeMirrors(judgement.mirrors) : null;
    const humps = (predicts ? secondHumps(judgement) : []).filter(
      (hump) => !isExplained(hump, mirror),
    );
    const found = [
      ...(mirror === null ? [] : [mirrorSuspicion(mirror, column, judgement)]),
      ...(await Promise.all(humps.map((hump) => humpSuspicion(hump, column, engine)))),
    ];
    const benign = new Set(
      found.flatMap(({ ladder, positions: records }) =>
        ladder === 'quality-issue' ? [...records] : [],
      ),
    );
    const places = judgePlaces(judgement.columns).map((place) => cleared(place, benign));
    const far = positions.filter((_, at) => Math.abs(deviations[at] as number) >= FAR);
    return {
      suspicions: [
        ...found,
        ...places.map((place, rank) => placeSuspicion(place, rank < MOST_SHOWN_PLACES)),
        ...farSuspicions(far, column, judgement),
      ],
      tried: positions.length,
      looked: [
        `${positions.length.toLocaleString('en')} amounts${inLogs ? ', as logarithms' : ''}, predicted by regressions on about ${fittedOn.toLocaleString('en')} records`,
        `these take away ${Math.round(100 * explained)} % of the usual distance from the median`,
        `${far.length.toLocaleString('en')} amounts lie ${FAR} usual deviations or more from what is predicted`,
      ].join('; '),
    };
  },
  misses: () =>
    'Amounts that were moved by less than four usual deviations; more than a fifth of poison; anything where words and fields do not predict the amount.',
};

/** Whether most of a hump was found already, as turned round. */
function isExplained({ positions }: SecondHump, mirror: JudgedMirror | null): boolean {
  if (mirror === null) return false;
  const turned = new Set(mirror.mirror.positions);
  return 2 * positions.filter((record) => turned.has(record)).length > positions.length;
}

/** A place most of whose far amounts stand for missing ones, or have the wrong sign, is not suspected of more. */
function cleared(judged: JudgedPlace, benign: ReadonlySet<number>): JudgedPlace {
  const { positions } = judged.place;
  const explained = positions.filter((record) => benign.has(record)).length;
  return { ...judged, isSuspect: judged.isSuspect && 2 * explained <= positions.length };
}

const columnPattern = (column: string, problem: string): Pattern => ({
  kind: 'column',
  column,
  problem,
});

function mirrorSuspicion(
  { mirror, pValue, qValue, tried }: JudgedMirror,
  column: string,
  { oneSign }: AmountJudgement,
): Suspicion {
  const name = visibleText(column);
  const records = mirror.positions.length;
  const isSignError = mirror.centre === 'zero' && oneSign >= ONE_SIGN;
  const where = mirror.centre === 'zero' ? 'zero' : `the ${mirror.centre}`;
  return {
    attackClass: isSignError ? null : 'label-flip',
    pattern: columnPattern(column, `amounts turned round at ${where}`),
    ladder: isSignError ? 'quality-issue' : 'suspected-poisoning',
    severity: isSignError ? 'low' : 'high',
    outcome: null,
    evidence: {
      effect: {
        name: 'times as many as beside it',
        value: records / Math.max(1, mirror.beside),
      },
      statistic: { name: 'amounts at the mirrored prediction', value: records },
      pValue,
      qValue,
      nullHypothesis:
        'An amount far from its prediction lies at the mirrored prediction no rather than in as much room beside it (binomial of one half); Bonferroni over four centres.',
      tried,
      counts: { records, beside: mirror.beside },
    },
    summary: `${records.toLocaleString('en')} amounts in ${name} lie where their prediction would be if it were turned round at ${where} (${valueText(mirror.at)}).`,
    counterEvidence: isSignError
      ? 'Refunds, credits or a convention of signs that differs from source to source.'
      : 'A scale that some sources use the other way round.',
    grounds: [
      `within two usual deviations of the mirrored prediction lie ${records}, in as much room beside it ${mirror.beside}`,
      ...(isSignError ? ['nearly all amounts have one sign: the other may be an error'] : []),
    ],
    suggestedAction: 'Look at the first of them; where the scale was turned round, turn it back.',
    alsoSeenAs: [],
    positions: mirror.positions,
    risk: new Float32Array(records).fill(isSignError ? RISK.most : SUSPECT_RISK),
    strength: (isSignError ? 10 : 60) + Math.min(30, -Math.log(pValue + 1e-300) / 20),
    shown: true,
  };
}

async function humpSuspicion(hump: SecondHump, column: string, engine: Engine): Promise<Suspicion> {
  const { side, from, to, inside, before, pValue, qValue, tried, positions } = hump;
  const name = visibleText(column);
  const placeholder = placeholderOf(await engine.commonAmounts(positions), positions.length);
  const isSuspect = placeholder === null;
  return {
    attackClass: isSuspect ? 'availability' : null,
    pattern: columnPattern(
      column,
      isSuspect
        ? `amounts that gather far ${side} what is predicted`
        : `${valueText(placeholder)} that may stand for a missing amount`,
    ),
    ladder: isSuspect ? 'suspected-poisoning' : 'quality-issue',
    severity: isSuspect ? 'high' : 'low',
    outcome: null,
    evidence: {
      effect: { name: 'times as many as nearer', value: inside / Math.max(1, before) },
      statistic: { name: 'amounts in the hump', value: inside },
      pValue,
      qValue,
      nullHypothesis:
        'The farther from the prediction, the fewer amounts: of two neighbouring stretches that are as long in proportion, the farther holds no more than the nearer (binomial of one half); Bonferroni over stretches and sides.',
      tried,
      counts: { records: positions.length, inside, before },
    },
    summary: `${positions.length.toLocaleString('en')} amounts in ${name} lie ${shortText(from)} usual deviations or more ${side} what their records predict, and form a hump of their own.`,
    counterEvidence:
      'A second kind of records that nothing but the amount tells apart, or amounts in another unit.',
    grounds: [
      `${inside} amounts lie ${shortText(from)} to ${shortText(to)} deviations ${side}, and ${before} in the stretch nearer that is as long in proportion`,
      ...(isSuspect
        ? ['a regression on the amounts that agree best does not follow them']
        : [`nearly all of them are ${valueText(placeholder)}, as people write that none is known`]),
    ],
    suggestedAction: isSuspect
      ? 'Quarantine these records until their amounts are confirmed.'
      : 'Find out whether this value means that none is known, and leave such records out.',
    alsoSeenAs: [],
    positions,
    risk: new Float32Array(positions.length).fill(isSuspect ? SUSPECT_RISK : RISK.most),
    strength: (isSuspect ? 55 : 9) + Math.min(30, -Math.log(pValue + 1e-300) / 20),
    shown: true,
  };
}

/** The one value of a hump that stands for a missing one, where it does. */
function placeholderOf({ values, others }: CommonAmounts, records: number): number | null {
  const [first] = values;
  if (first === undefined || first.records < ONE_VALUE * records) return null;
  const [least, most] = others;
  const isOutside = first.amount < least || first.amount > most;
  const isNone = NONE_KNOWN.test(String(first.amount));
  return isNone && (isOutside || first.amount === 0) ? first.amount : null;
}

function placeSuspicion(judged: JudgedPlace, shown: boolean): Suspicion {
  const { column, place, excess, pValue, qValue, tried, isSuspect } = judged;
  const name = `${visibleText(column.column)} “${visibleText(place.value)}”`;
  const { differ, records } = place;
  const expected = Math.round(place.expected);
  return {
    attackClass: isSuspect ? 'label-flip' : null,
    pattern: { kind: 'field-values', fields: [{ field: column.column, value: place.value }] },
    ladder: isSuspect ? 'suspected-poisoning' : 'quality-issue',
    severity: isSuspect ? 'high' : 'low',
    outcome: null,
    evidence: {
      effect: { name: 'share of far amounts beyond what is expected', value: excess },
      statistic: { name: 'amounts far from what is predicted', value: differ },
      pValue,
      qValue,
      nullHypothesis:
        'Its amounts are far from what is predicted as often as in all other places where as much is predicted; Bonferroni over all places.',
      tried,
      counts: { records, far: differ, expected },
    },
    summary: `${differ} of the ${records} amounts of ${name} are far from what the rest of the data predicts; ${expected} would be usual.`,
    counterEvidence: `A subject that only ${name} deals with, and that the rest of the data cannot judge.`,
    grounds: [
      `elsewhere about ${Math.round((100 * place.expected) / records)} % of such amounts are far, here ${Math.round((100 * differ) / records)} %`,
    ],
    suggestedAction: isSuspect
      ? `Quarantine what comes from ${name}, and have a sample of its amounts confirmed.`
      : `Have a sample of the amounts of ${name} confirmed.`,
    alsoSeenAs: [],
    positions: place.positions,
    risk: new Float32Array(place.positions.length).fill(isSuspect ? SUSPECT_RISK : 0.4),
    ...(column.role === 'contributor' ? {} : { excess: differ - place.expected }),
    strength: (isSuspect ? 58 : 8) + Math.min(30, -Math.log(pValue + 1e-300) / 20),
    shown,
  };
}

/** Grades all records, and names the far ones where they are worth a person's time. */
function farSuspicions(
  far: Uint32Array,
  column: string,
  { positions, deviations }: AmountJudgement,
): Suspicion[] {
  const graded: Suspicion = {
    attackClass: null,
    pattern: columnPattern(column, 'amounts that the records speak against'),
    ladder: 'quality-issue',
    severity: 'low',
    outcome: null,
    evidence: {
      effect: { name: 'share of far amounts', value: far.length / positions.length },
      statistic: { name: 'amounts far from what is predicted', value: far.length },
      pValue: null,
      qValue: null,
      nullHypothesis: `A rule: ${FAR} usual deviations or more from what a trimmed regression predicts out of fold.`,
      tried: positions.length,
      counts: { records: far.length, judged: positions.length },
    },
    summary: `${far.length.toLocaleString('en')} of ${positions.length.toLocaleString('en')} amounts in ${visibleText(column)} are far from what the rest of their record predicts.`,
    counterEvidence: 'An amount that rests on something outside the record.',
    grounds: ['tails of amounts are long by nature'],
    suggestedAction: 'Let a person look at the first of them; correct them or leave them out.',
    alsoSeenAs: [],
    positions,
    risk: deviations.map((deviation) => gradedRisk(Math.abs(deviation), RISK)),
    strength: 0,
    shown: false,
  };
  if (far.length < Math.max(LEAST_FAR, LEAST_SHARE * positions.length)) return [graded];
  const risk = graded.risk.filter((_, at) => Math.abs(deviations[at] as number) >= FAR);
  return [graded, { ...graded, positions: far, risk, strength: 10, shown: true }];
}

/** Deviations as people say them. */
function shortText(value: number): string {
  return String(Number(value.toPrecision(2)));
}

function valueText(value: number): string {
  return String(Number(value.toPrecision(6)));
}
