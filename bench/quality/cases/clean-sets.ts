import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScanReport } from '../../../src/findings/scan-report.ts';
import { ADULT, AG_NEWS, BANKING77, DAVIDSON, SST2, UCI_FOLDER } from '../datasets/sources.ts';
import type { EvaluationCase } from '../evaluation/evaluation-case.ts';
import { suspectedPatterns } from './suspected-patterns.ts';

const MUST = 'no suspected-poisoning, every check that applies has run';

/** Sets that nobody poisoned, scanned from their own files. */
export const cleanSets: readonly EvaluationCase[] = [
  ...[SST2, AG_NEWS, BANKING77, DAVIDSON, ADULT].map(
    ({ name, file }): EvaluationCase => ({
      id: `clean-${name.toLowerCase().replaceAll(/\W/gu, '')}`,
      title: `${name}, clean`,
      must: MUST,
      run: async ({ data, scans }) =>
        summary([judge(name, (await scans.scanFile(join(data, file))).report)]),
    }),
  ),
  {
    id: 'clean-uci',
    title: 'UCI tables, clean',
    must: MUST,
    async run({ data, scans }) {
      const folder = join(data, UCI_FOLDER);
      const files = (await readdir(folder)).filter((file) => file.endsWith('.csv')).sort();
      if (files.length === 0) throw new RangeError(`${folder} holds no tables`);
      return summary(
        await Promise.all(
          files.map(async (file) => judge(file, (await scans.scanFile(join(folder, file))).report)),
        ),
      );
    },
  },
];

interface Judged {
  readonly name: string;
  readonly clean: boolean;
  readonly ladder: string;
  readonly verdict: string;
  readonly suspected: readonly string[];
  readonly notRun: readonly string[];
}

function judge(name: string, { verdict, ladder, findings, checks }: ScanReport): Judged {
  const suspected = suspectedPatterns(findings);
  const notRun = checks.filter(({ state }) => state === 'not-run').map(({ id }) => id);
  return {
    name,
    clean: verdict === 'pass' && suspected.length === 0 && notRun.length === 0,
    ladder,
    verdict,
    suspected,
    notRun,
  };
}

function summary(all: readonly Judged[]): {
  met: boolean;
  measured: string;
  details: Record<string, unknown>[];
} {
  const short = all.filter(({ clean }) => !clean);
  const words = short.map(
    ({ name, verdict, suspected, notRun }) =>
      `${name}: ${verdict}, ${[...suspected, ...notRun.map((id) => `${id} did not run`)].join('; ')}`,
  );
  const only =
    all.length === 1
      ? `${all[0]?.verdict}, ladder ${all[0]?.ladder}`
      : `${all.length - short.length} of ${all.length} pass`;
  return {
    met: short.length === 0,
    measured: [only, ...words].join('; '),
    details: all.map((one) => ({ ...one })),
  };
}
