import { readTable } from '../datasets/read-table.ts';
import { AG_NEWS, BANKING77, SST2 } from '../datasets/sources.ts';
import { textAndLabel } from '../datasets/table.ts';
import type { EvaluationCase } from '../evaluation/evaluation-case.ts';
import { judgedQuality } from '../evaluation/judged-quality.ts';
import { auroc } from '../metrics/auroc.ts';
import { Draw } from '../planting/draw.ts';
import { flipAnywhere, flipTargeted } from '../planting/flip-labels.ts';

const RATES = [1, 5, 10] as const;
const FLIPS = { random: flipAnywhere, targeted: flipTargeted } as const;
/** What the ties of two rankings may differ by. */
const TIES = 0.001;

interface MeasuredRate extends Record<string, unknown> {
  readonly rate: number;
  readonly risk: number;
  readonly score: number;
}

/** Labels changed by chance, anywhere or from one class to another. */
export const labelFlips: readonly EvaluationCase[] = [SST2, AG_NEWS, BANKING77].flatMap((source) =>
  (['random', 'targeted'] as const).map(
    (kind): EvaluationCase => ({
      id: `label-flips-${kind}-${source.name}`,
      title: `${source.name}: ${kind} flips of 1, 5 and 10 % of labels`,
      must: 'AUROC of risk at least that of the label quality score on the same probabilities',
      async run({ data, scans }) {
        const clean = textAndLabel(await readTable(data, source));
        const details: MeasuredRate[] = [];
        for (const rate of RATES) {
          const count = Math.round((rate / 100) * clean.rows.length);
          const flipped = (): ReturnType<typeof flipAnywhere> =>
            FLIPS[kind](clean, count, new Draw(`flips-${kind}/${source.name}/${rate}`));
          const { scanned, planted, table } = await scans.scanTable(flipped);
          const quality = await judgedQuality(table);
          details.push({
            rate,
            risk: auroc(scanned.risk, planted),
            score: auroc(
              quality.map((fits) => 1 - fits),
              planted,
            ),
            ladder: scanned.report.ladder,
          });
        }
        return {
          met: details.every(({ risk, score }) => risk >= score - TIES),
          measured: details
            .map(
              ({ rate, risk, score }) =>
                `${rate} %: ${risk.toFixed(3)} (score alone ${score.toFixed(3)})`,
            )
            .join('; '),
          details,
        };
      },
    }),
  ),
);
