import { renderHtml } from '../report/html/render-html.ts';
import { renderJson } from '../report/json.ts';
import { renderJUnit } from '../report/junit.ts';
import { renderSarif } from '../report/sarif.ts';
import { writeScores } from '../report/scores.ts';
import { renderTerminal } from '../report/terminal.ts';
import { withholdUnsafe } from '../report/withheld-unsafe.ts';
import { writeOutput } from '../report/write-output.ts';
import { readDecisions } from '../screening/decisions.ts';
import { type ScanOutcome, scan } from '../screening/scan.ts';
import { checkOutputs } from './check-outputs.ts';
import { configuredContributorCap, configuredRoles } from './configuration.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import { progressLine } from './progress-line.ts';
import {
  contributorCapOf,
  groupsOf,
  limitsOf,
  parseScanFlags,
  rolesOf,
  type ScanFlags,
} from './scan-options.ts';

/** `credence scan`: scans, writes every output asked for, and returns the exit code. */
export async function runScan(paths: readonly string[], options: unknown): Promise<number> {
  const flags = parseScanFlags(options);
  const { baseline = [], probabilities, knownAnswers, decisions, config } = flags;
  await checkOutputs(
    [...paths, ...baseline, probabilities, knownAnswers, decisions, config],
    flags,
  );
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  process.once('SIGINT', cancel);
  process.once('SIGTERM', cancel);
  const line = progressLine(process.stderr);
  try {
    const outcome = await scan({
      paths,
      stdin: process.stdin,
      roles: { ...(await configuredRoles(paths[0] ?? '', flags.config)), ...rolesOf(flags) },
      format: flags.format,
      header: headerGiven() ? flags.header : undefined,
      baseline: flags.baseline,
      baselineDigest: flags.baselineDigest,
      groups: groupsOf(flags),
      knownAnswers,
      probabilities,
      decisions: flags.decisions === undefined ? [] : await readDecisions(flags.decisions),
      contributorCap: contributorCapOf(flags) ?? (await configuredContributorCap(flags.config)),
      failOn: flags.failOn,
      ...limitsOf(flags),
      signal: controller.signal,
      progress: (progress) => line.update(progress),
    });
    line.clear();
    await writeOutputs(outcome, flags, controller.signal);
    const code = exitCodeOf(outcome.report.verdict);
    return flags.reportOnly === true && code === EXIT.fail ? EXIT.pass : code;
  } finally {
    line.clear();
    process.removeListener('SIGINT', cancel);
    process.removeListener('SIGTERM', cancel);
  }
}

/** `--no-header` makes commander set `header` to true where neither flag is given. */
function headerGiven(): boolean {
  return process.argv.some((argument) => argument === '--header' || argument === '--no-header');
}

async function writeOutputs(
  { report: whole, scores }: ScanOutcome,
  flags: ScanFlags,
  signal: AbortSignal,
): Promise<void> {
  const report = flags.showUnsafe === true ? whole : withholdUnsafe(whole);
  const redact = flags.redact === true;
  if (flags.html !== undefined) await writeOutput(flags.html, renderHtml(report, { redact }));
  if (flags.sarif !== undefined) await writeOutput(flags.sarif, renderSarif(report, { redact }));
  if (flags.junit !== undefined)
    await writeOutput(flags.junit, renderJUnit(report, { redact, failOn: flags.failOn }));
  if (typeof flags.json === 'string') await writeOutput(flags.json, renderJson(report, { redact }));
  if (flags.scores !== undefined) await writeScores(flags.scores, scores, signal);
  if (flags.json === true) {
    process.stdout.write(renderJson(report, { redact }));
    return;
  }
  const color = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
  const width = process.stdout.columns || 100;
  process.stdout.write(
    renderTerminal(report, {
      color,
      width,
      redact,
      ...(flags.html === undefined ? {} : { htmlPath: flags.html }),
    }),
  );
}
