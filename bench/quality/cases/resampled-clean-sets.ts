import { ladderRank } from '../../../src/findings/ladder.ts';
import { readTable, type TableSource } from '../datasets/read-table.ts';
import { AG_NEWS, BANKING77, DAVIDSON, SST2 } from '../datasets/sources.ts';
import type { Table } from '../datasets/table.ts';
import type { EvaluationCase } from '../evaluation/evaluation-case.ts';
import { numbersTo } from '../evaluation/number-words.ts';
import { Draw } from '../planting/draw.ts';
import { permuteLabels, subsample } from '../planting/resample.ts';
import { suspectedPatterns } from './suspected-patterns.ts';

const SHARE = 0.8;
const ASKED = 200;
const DEEP = 2000;
const MOST_NAMED = 5;

interface Resampling {
  readonly id: string;
  readonly what: string;
  readonly make: (table: Table, draw: Draw) => Table;
}

const RESAMPLINGS: readonly Resampling[] = [
  {
    id: 'subsampled',
    what: 'draws of 80 % without replacement',
    make: (table, draw) => subsample(table, SHARE, draw),
  },
  { id: 'permuted', what: 'draws of permuted labels', make: permuteLabels },
];

/** How often a clean set cries wolf. */
export const resampledCleanSets: readonly EvaluationCase[] = [
  SST2,
  AG_NEWS,
  BANKING77,
  DAVIDSON,
].flatMap((set) => RESAMPLINGS.map((resampling) => resampledCase(set, resampling)));

function resampledCase(set: TableSource, { id, what, make }: Resampling): EvaluationCase {
  const caseId = `${id}-${set.name.toLowerCase().replaceAll(/\W/gu, '')}`;
  return {
    id: caseId,
    title: `${set.name}, clean: ${what}`,
    must: 'suspected-poisoning in at most 5 of 200 (1 % of a deep run); none inconclusive',
    async run({ data, scans, draws }) {
      const table = await readTable(data, set);
      const details = await Promise.all(
        numbersTo(draws).map(async (number) => {
          const { scanned } = await scans.scanTable(
            () => ({ table: make(table, new Draw(`${caseId}/${number}`)) }),
            'csv',
          );
          const { ladder, verdict, findings } = scanned.report;
          return { draw: number, ladder, verdict, patterns: suspectedPatterns(findings) };
        }),
      );
      const raised = details.filter(
        ({ ladder }) => ladderRank(ladder) >= ladderRank('suspected-poisoning'),
      );
      const inconclusive = details.filter(({ verdict }) => verdict === 'inconclusive').length;
      return {
        met: raised.length <= allowed(draws) && inconclusive === 0,
        measured: [
          `${raised.length} of ${draws} draws${draws < ASKED ? `, a quick run: ${ASKED} are asked for` : ''}`,
          ...(inconclusive === 0 ? [] : [`${inconclusive} inconclusive`]),
          ...mostFrequent(raised.flatMap(({ patterns }) => patterns)),
        ].join('; '),
        details: details.filter(
          ({ patterns, verdict }) => patterns.length > 0 || verdict !== 'pass',
        ),
      };
    },
  };
}

/** 5 of 200 and the same share of fewer; a deep run has less room for chance. */
function allowed(draws: number): number {
  return Math.floor(draws * (draws >= DEEP ? 0.01 : 0.025));
}

function mostFrequent(patterns: readonly string[]): string[] {
  const counts = [...Map.groupBy(patterns, (pattern) => pattern)].map(([pattern, all]) => ({
    pattern,
    times: all.length,
  }));
  counts.sort((a, b) => b.times - a.times);
  return counts.slice(0, MOST_NAMED).map(({ pattern, times }) => `${times} × ${pattern}`);
}
