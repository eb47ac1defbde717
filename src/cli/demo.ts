import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { renderHtml } from '../report/html/render-html.ts';
import { renderJson } from '../report/json.ts';
import { renderTerminal } from '../report/terminal.ts';
import { writeOutput } from '../report/write-output.ts';
import { type ScanOutcome, scan } from '../screening/scan.ts';
import { checkDemo, type DemoCheck } from './demo/check-demo.ts';
import { makeTickets } from './demo/tickets.ts';
import { EXIT } from './exit-code.ts';
import { progressLine } from './progress-line.ts';

const TICKETS = { seed: 20_261_120, count: 20_000 } as const;

/** `credence demo`: makes poisoned tickets, scans them like any file, and says whether it found what it planted. */
export async function demo(folder: string): Promise<number> {
  const started = performance.now();
  const made = makeTickets(TICKETS);
  await mkdir(folder, { recursive: true });
  const data = join(folder, 'tickets.jsonl');
  const html = join(folder, 'report.html');
  await writeOutput(data, `${[...made.lines].join('\n')}\n`);
  const line = progressLine(process.stderr);
  const outcome = await scan({ paths: [data], progress: (progress) => line.update(progress) });
  line.clear();
  await writeOutput(html, renderHtml(outcome.report, { redact: false }));
  await writeOutput(join(folder, 'report.json'), renderJson(outcome.report, { redact: false }));
  show(outcome, html);
  const checks = checkDemo(outcome, made.planted);
  process.stdout.write(closing(checks, { folder, seconds: (performance.now() - started) / 1000 }));
  return checks.every(({ found }) => found) ? EXIT.pass : EXIT.fail;
}

function show({ report }: ScanOutcome, html: string): void {
  const color = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
  process.stdout.write(
    renderTerminal(report, {
      color,
      width: process.stdout.columns || 100,
      redact: false,
      htmlPath: resolve(html),
    }),
  );
}

function closing(
  checks: readonly DemoCheck[],
  { folder, seconds }: { folder: string; seconds: number },
): string {
  const lines = checks.map(
    ({ planted, found, records, flagged }) =>
      `  ${found ? 'found ' : 'MISSED'}  ${planted}: ${flagged} of ${records} records flagged`,
  );
  const all = checks.every(({ found }) => found);
  return [
    '',
    `This was a demo: ${folder}/tickets.jsonl was made up, and poisoned in four ways.`,
    ...lines,
    all
      ? `All four were found, in ${seconds.toFixed(1)} s. Now try: ./credence scan YOUR-FILE`
      : 'Not everything that was planted was found.',
    '',
  ].join('\n');
}
