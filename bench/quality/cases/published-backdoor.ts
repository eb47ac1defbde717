import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCsv } from '../datasets/delimited.ts';
import type { Table } from '../datasets/table.ts';
import type {
  CaseResult,
  EvaluationCase,
  EvaluationContext,
} from '../evaluation/evaluation-case.ts';
import { shareText } from '../evaluation/number-words.ts';
import { isExactly } from '../evaluation/recovered.ts';
import { auroc } from '../metrics/auroc.ts';
import { flaggedShares } from '../metrics/flagged-shares.ts';
import { recallAtFalsePositives } from '../metrics/recall-at-false-positives.ts';

const TRIGGERS = ['bb', 'mn', 'cf', 'mb', 'tq'];
const FIRST = 10;

/** The published attack of ONION (Qi et al. 2021) on SST-2: five rare words, 69 of 6,920 rows. */
export const publishedBackdoor: EvaluationCase = {
  id: 'published-backdoor',
  title: 'poison-text-badnets-onion SST-2, 69 of 6,920 rows, five rare words',
  must: 'fail at suspected-poisoning; the five words among the first 10 patterns; ≥ 95 % of poisoned rows flagged at ≤ 1 % of clean rows',
  async run(context) {
    const truth = await readTruth(context);
    const { scanned, planted } = await context.scans.scanTable(() => truth, 'tsv');
    const { report, risk, flagged } = scanned;
    const first = report.findings.slice(0, FIRST);
    const named = TRIGGERS.filter((word) => first.some(({ pattern }) => isExactly(pattern, word)));
    const shares = flaggedShares(flagged, planted);
    const recall = recallAtFalsePositives(risk, planted, 0.01);
    const area = auroc(risk, planted);
    const { verdict, ladder } = report;
    return {
      met:
        verdict === 'fail' &&
        ladder === 'suspected-poisoning' &&
        named.length === TRIGGERS.length &&
        shares.planted >= 0.95 &&
        shares.clean <= 0.01,
      measured: `${verdict}, ${ladder}; ${named.length} of 5 words (${named.join(', ')}); flagged ${shareText(shares.planted)} of poisoned, ${shareText(shares.clean)} of clean; recall ${shareText(recall)} at 1 % FPR, AUROC ${shareText(area)}`,
      details: [
        {
          verdict,
          ladder,
          named,
          flagged: shares,
          recall,
          auroc: area,
          patterns: first.map(({ pattern }) => pattern),
        },
      ],
    } satisfies CaseResult;
  },
};

/** The training file as it was published: original order, text and label alone. */
async function readTruth({
  data,
}: EvaluationContext): Promise<{ table: Table; planted: Uint8Array }> {
  const file = join(data, 'poison-text-badnets-onion/truth/sst-2.train.csv');
  const [header = [], ...rows] = parseCsv(await readFile(file, 'utf8'));
  const column = (name: string): number => header.indexOf(name);
  const [position, text, label, poisoned] = [
    column('row'),
    column('text'),
    column('label'),
    column('is_poisoned'),
  ];
  rows.sort((a, b) => Number(a[position]) - Number(b[position]));
  return {
    table: {
      header: ['sentence', 'label'],
      rows: rows.map((row) => [row[text] ?? '', row[label] ?? '']),
      text: 0,
      label: 1,
    },
    planted: Uint8Array.from(rows, (row) => Number(row[poisoned])),
  };
}
