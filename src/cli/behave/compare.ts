import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { compareVersions } from '../../behaviour/compare/compare-versions.ts';
import { predictionsFile } from '../../behaviour/models/predictions-file.ts';
import { readSuite } from '../../behaviour/suites/read-suite.ts';
import type { ComparisonReport } from '../../findings/comparison-report.ts';
import { renderComparisonHtml } from '../../report/comparison/comparison-html.ts';
import { renderComparisonTerminal } from '../../report/comparison/comparison-terminal.ts';
import { visibleJson } from '../../report/visible-json.ts';
import { writeOutput } from '../../report/write-output.ts';
import { checkOutputs } from '../check-outputs.ts';
import { exitCodeOf } from '../exit-code.ts';

const compareFlags = z.object({
  suite: z.string(),
  html: z.string().optional(),
  json: z.union([z.boolean(), z.string()]).optional(),
});

/** `credence behave compare`: compares, writes every output asked for, and returns the exit code. */
export async function runCompare(old: string, fresh: string, options: unknown): Promise<number> {
  const flags = compareFlags.parse(options);
  await checkOutputs([old, fresh, flags.suite, join(flags.suite, 'suite.yaml')], flags);
  const suite = await readSuite(flags.suite);
  const scratch = await mkdtemp(join(tmpdir(), 'credence-behave-'));
  try {
    const report = await compareVersions({
      suite,
      old: await predictionsFile(old, scratch),
      fresh: await predictionsFile(fresh, scratch),
    });
    await writeOutputs(report, flags);
    return exitCodeOf(report.verdict);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function writeOutputs(
  report: ComparisonReport,
  { html, json }: z.infer<typeof compareFlags>,
): Promise<void> {
  if (html !== undefined) await writeOutput(html, renderComparisonHtml(report));
  if (typeof json === 'string') await writeOutput(json, visibleJson(report));
  if (json === true) {
    process.stdout.write(visibleJson(report));
    return;
  }
  process.stdout.write(
    renderComparisonTerminal(report, {
      color: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
      width: process.stdout.columns || 100,
      htmlPath: html,
    }),
  );
}
