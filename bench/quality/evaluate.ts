import { stat, writeFile } from 'node:fs/promises';
import { CASES } from './evaluation/cases.ts';
import { TABLE_HEAD, tableRow } from './evaluation/markdown-table.ts';
import { type EvaluationOptions, parseOptions, USAGE } from './evaluation/options.ts';
import { ProgressLine } from './evaluation/progress-line.ts';
import { type MeasuredCase, runCases } from './evaluation/run-cases.ts';
import { ScanPool } from './evaluation/scan-pool.ts';

/** Measures what the scan finds, and prints the table of the README. Exit code 1 where a row is not met. */
async function evaluate(options: EvaluationOptions): Promise<number> {
  const cases = CASES.filter(({ id }) => options.only?.test(id) ?? true);
  if (cases.length === 0) throw new RangeError('--only matches no case');
  await stat(options.data);
  const started = performance.now();
  const progress = new ProgressLine(process.stderr);
  const scans = await ScanPool.open({
    jobs: options.jobs,
    onScan: (done) => progress.show(`${done} scans, ${seconds(started)} s`),
  });
  process.once('SIGINT', async () => {
    await scans.close();
    process.exit(130);
  });
  const { data, seeds, draws } = options;
  const results: MeasuredCase[] = [];
  let table = TABLE_HEAD;
  process.stdout.write(TABLE_HEAD);
  try {
    for await (const result of runCases(cases, { data, scans, seeds, draws })) {
      results.push(result);
      table += tableRow(result);
      progress.clear();
      process.stdout.write(tableRow(result));
    }
  } finally {
    await scans.close();
  }
  if (options.out !== null)
    await writeFile(
      options.out,
      `${JSON.stringify({ seeds, draws, seconds: seconds(started), results }, null, 2)}\n`,
    );
  if (options.markdown !== null) await writeFile(options.markdown, table);
  const required = results.filter(({ extra }) => !extra);
  const met = required.filter((result) => result.met);
  console.log(
    `\n${met.length} of ${required.length} met; ${scans.scans} scans in ${seconds(started)} s.`,
  );
  return met.length === required.length ? 0 : 1;
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 1000);
}

try {
  process.exitCode = await evaluate(parseOptions(process.argv.slice(2)));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
