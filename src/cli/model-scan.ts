import { setFlagsFromString } from 'node:v8';
import { CredenceError } from '../core/error.ts';
import type { ModelScanReport } from '../findings/model-file-report.ts';
import { BUILT_IN_POLICIES } from '../modelfiles/policy/built-in-policy.ts';
import { scanModelPaths } from '../modelfiles/scan-model-paths.ts';
import { renderModelHtml } from '../report/model/html/render-model-html.ts';
import { renderModelJson } from '../report/model/model-json.ts';
import { renderModelJUnit } from '../report/model/model-junit.ts';
import { renderModelSarif } from '../report/model/model-sarif.ts';
import { renderModelTerminal } from '../report/model/model-terminal.ts';
import { writeOutput } from '../report/write-output.ts';
import { checkOutputs } from './check-outputs.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import { liveLine } from './live-line.ts';
import {
  baseTemplateOf,
  type ModelScanFlags,
  parseModelScanFlags,
  policyFile,
  policyOf,
} from './model-scan-options.ts';

/** `credence model scan`: scans model files, writes every output asked for, and returns the exit code. */
export async function runModelScan(paths: readonly string[], options: unknown): Promise<number> {
  const flags = parseModelScanFlags(options);
  const { base, policySignature, policyKey } = flags;
  const inputs = [...paths, base, policyFile(flags.policy), policySignature, policyKey];
  await checkOutputs(inputs, flags);
  // What is young in a scan does not live long, and room for more of it would only take memory.
  setFlagsFromString('--semi-space-growth-factor=1');
  const controller = new AbortController();
  const cancel = (): void => {
    controller.abort();
    // A stream that nothing comes from would otherwise be waited for without end.
    process.stdin.destroy(new CredenceError('CANCELLED', 'The scan was cancelled'));
  };
  process.once('SIGINT', cancel);
  process.once('SIGTERM', cancel);
  const line = liveLine(process.stderr);
  try {
    const report = await scanModelPaths(paths, {
      policy: await policyOf(flags),
      baseTemplate: await baseTemplateOf(base),
      explains: flags.explain === true || flags.json !== undefined || flags.html !== undefined,
      input: process.stdin,
      signal: controller.signal,
      progress: (path, done, all) => line.show(`Scanning ${done + 1} of ${all} · ${path}`),
    });
    line.clear();
    await writeOutputs(report, flags);
    const code = exitCodeOf(report.verdict);
    return flags.reportOnly === true && code === EXIT.fail ? EXIT.pass : code;
  } finally {
    line.clear();
    process.removeListener('SIGINT', cancel);
    process.removeListener('SIGTERM', cancel);
  }
}

async function writeOutputs(report: ModelScanReport, flags: ModelScanFlags): Promise<void> {
  if (flags.html !== undefined) await writeOutput(flags.html, renderModelHtml(report));
  if (flags.sarif !== undefined) await writeOutput(flags.sarif, renderModelSarif(report));
  if (flags.junit !== undefined) await writeOutput(flags.junit, renderModelJUnit(report));
  if (typeof flags.json === 'string') await writeOutput(flags.json, renderModelJson(report));
  if (flags.json === true) {
    process.stdout.write(renderModelJson(report));
    return;
  }
  process.stdout.write(
    renderModelTerminal(report, {
      color: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
      width: process.stdout.columns || 100,
      explain: flags.explain === true,
      htmlPath: flags.html,
      libraryPolicies: BUILT_IN_POLICIES.filter((name) => name.startsWith('library:')),
    }),
  );
}
