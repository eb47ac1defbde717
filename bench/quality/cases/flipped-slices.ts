import type { Finding } from '../../../src/findings/finding.ts';
import { readTable } from '../datasets/read-table.ts';
import { AG_NEWS, SST2 } from '../datasets/sources.ts';
import { textAndLabel } from '../datasets/table.ts';
import type { EvaluationCase } from '../evaluation/evaluation-case.ts';
import { Draw } from '../planting/draw.ts';
import { type FlippedSlice, flipSlice, type SliceKind } from '../planting/flip-slice.ts';

const TITLES: Readonly<Record<SliceKind, string>> = {
  source: 'three in ten of one label flipped in one of 20 sources',
  word: 'half of one label flipped where one word stands',
  colluders: '4 of 12 annotators flip one label where one word stands',
};

/** Labels flipped in one slice, with the accuracy of the whole unmoved. */
export const flippedSlices: readonly EvaluationCase[] = [SST2, AG_NEWS].flatMap((source) =>
  (['source', 'word', 'colluders'] as const).map(
    (kind): EvaluationCase => ({
      id: `flipped-slice-${kind}-${source.name}`,
      title: `${source.name}: ${TITLES[kind]}`,
      must: 'the slice named in every seed',
      extra: true,
      async run({ data, scans, seeds }) {
        const clean = textAndLabel(await readTable(data, source));
        const details = await Promise.all(
          Array.from({ length: seeds }, async (_, seed) => {
            const { scanned, slice, from, to, share } = await scans.scanTable(() =>
              flipSlice(clean, kind, new Draw(`slice-${kind}/${source.name}/${seed}`)),
            );
            const named = scanned.report.findings.filter((one) => names(one, { slice, to }));
            const { ladder = 'not named' } = named[0] ?? {};
            const check = named[0]?.check.id ?? null;
            return { seed, slice, from, to, share, ladder, check };
          }),
        );
        const right = details.filter(({ ladder }) => ladder !== 'not named').length;
        const suspected = details.filter(({ ladder }) => ladder === 'suspected-poisoning').length;
        const most = Math.max(...details.map(({ share }) => share));
        return {
          met: right === seeds,
          measured: `named in ${right} of ${seeds}, suspected in ${suspected}; at most ${(100 * most).toFixed(2)} % of labels flipped`,
          details,
        };
      },
    }),
  ),
);

/** Whether a finding is about the slice, and about the label that it was given or who gave it. */
function names(
  { pattern, outcome }: Finding,
  { slice, to }: Pick<FlippedSlice, 'slice' | 'to'>,
): boolean {
  if (outcome !== null && outcome !== to) return false;
  if (pattern.kind === 'field-values') return pattern.fields.some(({ value }) => value === slice);
  return pattern.kind === 'word-sequence' && pattern.words.includes(slice);
}
