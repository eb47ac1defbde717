import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

export interface EvaluationOptions {
  readonly data: string;
  readonly only: RegExp | null;
  readonly seeds: number;
  readonly draws: number;
  readonly jobs: number;
  readonly out: string | null;
  readonly markdown: string | null;
}

export const USAGE = `npm run evaluate -- --data DIR [options]

  --only PATTERN    cases whose id matches a regular expression
  --seeds N         repetitions of planted cases (default 5)
  --draws N         resampled and permuted clean sets (default 20: a quick run; 200 are asked for)
  --deep            2,000 of them
  --jobs N          scans at a time (default 2)
  --out FILE        results as JSON
  --markdown FILE   the table as Markdown`;

const DEEP_DRAWS = 2000;

/** @throws TypeError or RangeError with one sentence for people. */
export function parseOptions(args: readonly string[]): EvaluationOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      only: { type: 'string' },
      seeds: { type: 'string', default: '5' },
      draws: { type: 'string', default: '20' },
      deep: { type: 'boolean', default: false },
      jobs: { type: 'string', default: String(Math.min(2, availableParallelism())) },
      out: { type: 'string' },
      markdown: { type: 'string' },
    },
  });
  if (values.data === undefined) throw new TypeError('--data DIR is needed');
  return {
    data: values.data,
    only: values.only === undefined ? null : new RegExp(values.only, 'u'),
    seeds: count(values.seeds, '--seeds'),
    draws: values.deep ? DEEP_DRAWS : count(values.draws, '--draws'),
    jobs: count(values.jobs, '--jobs'),
    out: values.out ?? null,
    markdown: values.markdown ?? null,
  };
}

function count(text: string, flag: string): number {
  if (!/^[1-9]\d{0,5}$/u.test(text)) throw new RangeError(`${flag} takes a whole number from 1`);
  return Number(text);
}
