import type { Pattern } from '../../findings/pattern.ts';
import type { Detector, Suspicion } from '../detector.ts';

/** Missing and empty values, constant columns, rare labels, mixed scripts: matters of quality, not of malice. */
export const dataQuality: Detector = {
  id: 'data-quality',
  version: 1,
  title: 'Data quality',
  prefix: 'DQ',
  section: 'quality',
  inapplicable: () => null,
  async run({ engine }) {
    const { records } = engine.dataset;
    const facts = await engine.quality();
    const suspicions = [
      ...facts.missing.map(({ column, records: found }) =>
        issue(
          { column, problem: 'missing values' },
          `${found} of ${records} records have no value in ${column}.`,
          found,
        ),
      ),
      ...(facts.emptyTexts.length === 0
        ? []
        : [
            issue(
              { column: 'text', problem: 'empty texts' },
              `${facts.emptyTexts.length} records have an empty text.`,
              facts.emptyTexts.length,
            ),
          ]),
      ...facts.constantColumns.map((column) =>
        issue(
          { column, problem: 'one value only' },
          `Every record has the same value in ${column}.`,
          records,
        ),
      ),
      ...facts.rareLabels
        .slice(0, 10)
        .map(({ label, records: found }) =>
          issue(
            { column: 'label', problem: `rare label ${label}` },
            `The label “${label}” has ${found} records, less than a tenth of an even share.`,
            found,
          ),
        ),
      ...(facts.scripts.length < 2
        ? []
        : [
            issue(
              { column: 'text', problem: 'mixed scripts' },
              facts.scripts
                .map(({ script, records: found }) => `${found} texts are ${script}`)
                .join(', ')
                .concat('.'),
              facts.scripts.at(-1)?.records ?? 0,
            ),
          ]),
    ];
    return {
      suspicions,
      tried: null,
      looked: 'missing and empty values, constant columns, rare labels and scripts',
    };
  },
  misses: () => 'Values that are well formed and wrong.',
};

function issue(
  { column, problem }: { column: string; problem: string },
  summary: string,
  found: number,
): Suspicion {
  const pattern: Pattern = { kind: 'column', column, problem };
  return {
    attackClass: null,
    pattern,
    ladder: 'quality-issue',
    severity: 'info',
    outcome: null,
    evidence: {
      effect: { name: 'records', value: found },
      statistic: { name: 'records', value: found },
      pValue: null,
      qValue: null,
      nullHypothesis: 'A rule, not a probability.',
      tried: null,
      counts: { records: found },
    },
    summary,
    counterEvidence: 'A schema that says it is meant so.',
    grounds: [],
    suggestedAction: 'Look whether the source means it so.',
    alsoSeenAs: [],
    positions: new Uint32Array(0),
    risk: new Float32Array(0),
    strength: found,
    shown: true,
  };
}
