import { visibleText } from '../core/visible-text.ts';
import { type Admission, admit } from '../gates/admission/admit.ts';
import { readDecisions } from '../screening/decisions.ts';
import { decisionText } from './decision-text.ts';
import { exitCodeOf } from './exit-code.ts';
import { progressLine } from './progress-line.ts';
import { inWorkspace, printResult } from './workspace-command.ts';
import type { WorkspaceFlags } from './workspace-options.ts';

export interface AdmitFlags extends WorkspaceFlags {
  readonly impact?: string | undefined;
  readonly decisions?: string | undefined;
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
    printResult(flags, { json: admission, text: admissionText(admission, flags) });
    return exitCodeOf(admission.decision.verdict);
  });
}

function admissionText(
  { version, decision, expires, impact }: Admission,
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
    ...(dryRun === true ? ['Nothing was changed: this was a dry run.'] : []),
    ...(decision.verdict === 'held'
      ? [`Next: someone else runs credence approve ${name} --reason …, then admit it again.`]
      : []),
  ].join('\n');
}
