import { visibleText } from '../core/visible-text.ts';
import type { ScanReport } from '../findings/scan-report.ts';
import { type Admission, admit } from '../gates/admission/admit.ts';
import { renderHtml } from '../report/html/render-html.ts';
import { writeOutput } from '../report/write-output.ts';
import { readDecisions } from '../screening/decisions.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { decisionText } from './decision-text.ts';
import { exitCodeOf } from './exit-code.ts';
import { progressLine } from './progress-line.ts';
import { inWorkspace, printResult } from './workspace-command.ts';
import type { WorkspaceFlags } from './workspace-options.ts';

export interface AdmitFlags extends WorkspaceFlags {
  readonly impact?: string | undefined;
  readonly decisions?: string | undefined;
  readonly html?: string | undefined;
  readonly dryRun?: boolean | undefined;
  readonly explain?: boolean | undefined;
}

/** `credence admit`: scans what was not scanned, asks the policy, and signs what it says. */
export async function runAdmit(version: string, flags: AdmitFlags): Promise<number> {
  const line = progressLine(process.stderr);
  return await inWorkspace(flags, async ({ workspace, acting }) => {
    const admission = await admit(
      workspace,
      {
        version,
        impact: flags.impact,
        dryRun: flags.dryRun === true,
        decisions: flags.decisions === undefined ? undefined : await readDecisions(flags.decisions),
        progress: (progress) => line.update(progress),
      },
      await acting(),
    ).finally(() => line.clear());
    const report = await keptReport(workspace, admission);
    if (flags.html !== undefined && report !== null)
      await writeOutput(flags.html, renderHtml(report, { redact: false }));
    printResult(flags, { json: admission, text: admissionText(admission, report, flags) });
    return exitCodeOf(admission.decision.verdict);
  });
}

const MOST_FINDINGS = 3;
const LARGEST_REPORT = 256 * 1024 * 1024;

/** The scan's report, as it was signed. */
async function keptReport({ vault }: Workspace, { report }: Admission): Promise<ScanReport | null> {
  if (report === null) return null;
  return JSON.parse((await vault.bytes(report, LARGEST_REPORT)).toString()) as ScanReport;
}

function findingLines(report: ScanReport | null): readonly string[] {
  const found = report?.findings ?? [];
  if (found.length === 0) return [];
  const shown = found.slice(0, MOST_FINDINGS);
  return [
    `The scan found ${found.length === 1 ? 'one thing' : `${found.length} things`}; --html FILE writes the whole report:`,
    ...shown.map(({ id, ladder, summary }) => `  ${id} ${ladder}: ${visibleText(summary)}`),
  ];
}

function admissionText(
  { version, decision, expires, impact, notScreened }: Admission,
  report: ScanReport | null,
  { dryRun, explain }: AdmitFlags,
): string {
  const name = `${version.dataset}@${version.id.slice(7, 19)}`;
  const head = { pass: 'ADMITTED', fail: 'REJECTED', held: 'HELD', inconclusive: 'NOT DECIDED' }[
    decision.verdict
  ];
  const until = expires === null ? '' : `, until ${expires.slice(0, 10)}`;
  return [
    `${head}  ${name}: ${version.records} records, tier ${visibleText(version.tier)}, impact ${visibleText(impact)}${until}`,
    decisionText(decision, explain === true),
    ...findingLines(report),
    ...(notScreened === null ? [] : [`It could not be scanned: ${visibleText(notScreened)}`]),
    ...(dryRun === true ? ['Nothing was changed: this was a dry run.'] : []),
    ...(decision.verdict === 'held'
      ? [`Next: someone else runs credence approve ${name} --reason …, then admit it again.`]
      : []),
  ].join('\n');
}
