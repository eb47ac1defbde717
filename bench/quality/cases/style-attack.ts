import { describePattern } from '../../../src/report/pattern-text.ts';
import { readTable, type TableSource } from '../datasets/read-table.ts';
import { textAndLabel } from '../datasets/table.ts';
import type { EvaluationCase } from '../evaluation/evaluation-case.ts';
import { shareText } from '../evaluation/number-words.ts';
import { auroc } from '../metrics/auroc.ts';
import { flaggedShares } from '../metrics/flagged-shares.ts';
import { recallAtFalsePositives } from '../metrics/recall-at-false-positives.ts';

/** Share of rows in percent, and the least AUROC. */
const RATES = [
  [20, 0.9],
  [5, 0.85],
  [1, 0.8],
] as const;

/** The published attack of Qi et al. 2021 ("Mind the style of text"): negative rows rewritten and called positive. */
export const styleAttacks: readonly EvaluationCase[] = RATES.map(([percent, least]) => {
  const source: TableSource = {
    name: `poison-text-styleattack SST-2 bible ${percent} %`,
    file: `poison-text-styleattack/mixed/sst-2_bible_${percent}.csv`,
    format: 'csv',
    header: true,
    text: 1,
    label: 2,
  };
  return {
    id: `style-attack-${percent}`,
    title: source.name,
    must: `AUROC ≥ ${least.toFixed(2)}; style named as the pattern`,
    async run({ data, scans }) {
      const all = await readTable(data, source);
      const [text, label, poisoned] = ['text', 'label', 'is_poisoned'].map((name) => {
        const column = (all.header ?? []).indexOf(name);
        if (column === -1) throw new SyntaxError(`${source.file} has no column ${name}`);
        return column;
      }) as [number, number, number];
      const truth = Uint8Array.from(all.rows, (row) => Number(row[poisoned]));
      const table = textAndLabel({ ...all, text, label });
      const { scanned, planted } = await scans.scanTable(() => ({ table, planted: truth }));
      const { report, risk, flagged } = scanned;
      const named = report.findings.find(({ pattern }) => pattern.kind === 'style');
      const area = auroc(risk, planted);
      const shares = flaggedShares(flagged, planted);
      const recall = recallAtFalsePositives(risk, planted, 0.01);
      const pattern = named === undefined ? null : describePattern(named.pattern);
      return {
        met: area >= least && named !== undefined,
        measured: `AUROC ${shareText(area)}; recall at 1 % FPR ${shareText(recall)}; ${report.ladder}; flagged ${shareText(shares.planted)} of poisoned, ${shareText(shares.clean)} of clean; ${pattern ?? 'no style named'}`,
        details: [{ auroc: area, recall, ladder: report.ladder, flagged: shares, pattern }],
      };
    },
  };
});
