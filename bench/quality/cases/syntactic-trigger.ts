import { describePattern } from '../../../src/report/pattern-text.ts';
import { readTable } from '../datasets/read-table.ts';
import { SST2 } from '../datasets/sources.ts';
import { textAndLabel } from '../datasets/table.ts';
import type { EvaluationCase } from '../evaluation/evaluation-case.ts';
import { numbersTo, worstAndMean } from '../evaluation/number-words.ts';
import { auroc } from '../metrics/auroc.ts';
import { recallAtFalsePositives } from '../metrics/recall-at-false-positives.ts';
import { Draw } from '../planting/draw.ts';
import { classesOf, plantTrigger } from '../planting/plant-trigger.ts';
import { moveClauseToFront } from '../planting/subordinate-clause.ts';

const LEAST_AUROC = 0.95;

/** A sentence form as trigger, at two rates. */
export const syntacticTriggers: readonly EvaluationCase[] = [5, 20].map((percent) => ({
  id: `syntactic-${percent}`,
  title: `${SST2.name}: a subordinate clause in front in ${percent} % of rows, relabelled`,
  must: 'AUROC ≥ 0.95 in every seed; the pattern shown as a skeleton',
  async run({ data, scans, seeds }) {
    const table = textAndLabel(await readTable(data, SST2));
    const details = await Promise.all(
      numbersTo(seeds).map(async (seed) => {
        const { scanned, planted } = await scans.scanTable(() => {
          const draw = new Draw(`syntactic-${percent}/${seed}`);
          const target = draw.pick(classesOf(table));
          const rows = Math.round((percent / 100) * table.rows.length);
          const plan = { insert: moveClauseToFront, target, rows, labels: 'dirty' } as const;
          return plantTrigger(table, plan, draw);
        });
        const { findings, ladder } = scanned.report;
        const rank = findings.findIndex(({ pattern }) => pattern.kind === 'skeleton');
        const skeleton = findings[rank];
        return {
          seed,
          auroc: auroc(scanned.risk, planted),
          recall: recallAtFalsePositives(scanned.risk, planted, 0.01),
          ladder,
          rank: rank + 1,
          skeleton: skeleton === undefined ? null : describePattern(skeleton.pattern),
          first: findings.slice(0, 5).map(({ pattern }) => describePattern(pattern)),
        };
      }),
    );
    const areas = details.map((one) => one.auroc);
    const shown = [...new Set(details.flatMap(({ skeleton }) => skeleton ?? []))];
    const missing = details.filter(({ skeleton }) => skeleton === null).length;
    return {
      met: missing === 0 && Math.min(...areas) >= LEAST_AUROC,
      measured: `AUROC ${worstAndMean(areas)}; recall at 1 % FPR ${worstAndMean(details.map(({ recall }) => recall))}; skeleton in ${seeds - missing} of ${seeds}: ${shown.join('; ')}`,
      details,
    };
  },
}));
