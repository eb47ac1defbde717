import { visibleText } from '../../core/visible-text.ts';
import type { Certificate, CertifiedLevel } from '../../engine/operations/certificate.ts';
import type { Detector } from '../detector.ts';

const NAMED_LEVELS = [1, 2, 5] as const;

/**
 * How many dishonest contributors a model could bear that is made for it: deep partition aggregation (Levine and
 * Feizi 2021). It is a number about the data, and never a suspicion.
 */
export const certificates: Detector = {
  id: 'certificates',
  version: 1,
  title: 'Tolerated contributors',
  prefix: 'CE',
  section: 'findings',
  inapplicable: ({ labelProblem, origins, outcomes }) => {
    if (labelProblem !== null) return labelProblem;
    if (outcomes === 'behaviours') return 'what responses do is no label';
    return origins.length > 0 ? null : 'there is no column for contributor or source';
  },
  async run({ engine }) {
    const certificate = await engine.certify();
    if (certificate.kind === 'none') {
      const notApplicable = certificate.reason;
      return { suspicions: [], tried: null, looked: notApplicable, notApplicable };
    }
    const { levels, judged } = certificate;
    return {
      suspicions: [],
      tried: judged,
      looked: inWords(certificate),
      figures: [
        {
          name: 'dishonest contributors that half of the predictions tolerate',
          value: medianOf(levels, judged),
        },
        { name: 'share of predictions that are right', value: rightBeyond(levels, 0) / judged },
        ...NAMED_LEVELS.map((level) => ({
          name: `share right whatever any ${level} of them do`,
          value: rightBeyond(levels, level) / judged,
        })),
      ],
    };
  },
  misses: () =>
    'One person under many names counts as many; the certificate is of a vote of small linear models, not of the model that you train.',
};

function inWords(certificate: Extract<Certificate, { kind: 'certified' }>): string {
  const { column, contributors, parts, levels, judged } = certificate;
  const median = medianOf(levels, judged);
  const shares = NAMED_LEVELS.map(
    (level) => `${Math.round((100 * rightBeyond(levels, level)) / judged)} %`,
  );
  return [
    `${judged.toLocaleString('en')} predictions by a vote of ${parts} models, each taught by its own of the ${contributors.toLocaleString('en')} values of ${visibleText(column)}`,
    `half of them stay as they are whatever any ${median} of these write`,
    `${shares.join(', ')} are right whatever any ${NAMED_LEVELS.join(', ')} do`,
  ].join('; ');
}

/** The number that half of the predictions tolerate, at least. */
function medianOf(levels: readonly CertifiedLevel[], judged: number): number {
  let beyond = judged;
  let median = 0;
  for (const { tolerated, predictions } of levels) {
    if (2 * beyond >= judged) median = tolerated;
    beyond -= predictions;
  }
  return median;
}

function rightBeyond(levels: readonly CertifiedLevel[], least: number): number {
  return levels.reduce((sum, { tolerated, right }) => sum + (tolerated >= least ? right : 0), 0);
}
