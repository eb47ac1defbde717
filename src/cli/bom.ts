import { CredenceError } from '../core/error.ts';
import { visibleText } from '../core/visible-text.ts';
import { writeOutput } from '../report/write-output.ts';
import { billOf, signBill } from '../runs/bill.ts';
import { finishedRunOf } from '../runs/run-of.ts';
import { croissantDataset } from '../statements/croissant/croissant.ts';
import { type BomGaps, bomGaps } from '../statements/cyclonedx/bom-gaps.ts';
import type { BomVersion } from '../statements/cyclonedx/build-bom.ts';
import { serialiseBom } from '../statements/cyclonedx/serialise-bom.ts';
import { spdxDocument } from '../statements/spdx/spdx-document.ts';
import { datasetFacts } from '../workspace/versions/dataset-facts.ts';
import { resolveVersion } from '../workspace/versions/resolve-version.ts';
import { inWorkspace, printResult, type WorkspaceContext } from './workspace-command.ts';
import type { WorkspaceFlags } from './workspace-options.ts';

export interface BomFlags extends WorkspaceFlags {
  readonly format: 'cyclonedx' | 'spdx' | 'croissant';
  readonly spec: BomVersion;
  readonly out?: string | undefined;
  readonly gaps?: boolean | undefined;
  readonly sign?: string | undefined;
  readonly author?: string | undefined;
  readonly securityContact?: string | undefined;
  readonly vulnerabilities?: string | undefined;
}

/** `credence bom`: what a model is made of, in an open format, from what was recorded. */
export async function runBom(reference: string, flags: BomFlags): Promise<void> {
  await inWorkspace(flags, async (context) => {
    if (flags.format !== 'cyclonedx') {
      if (flags.gaps === true || flags.sign !== undefined)
        throw new CredenceError('USAGE', '--gaps and --sign belong to the format cyclonedx.');
      await deliver(
        `${JSON.stringify(await otherFormat(context, reference, flags), null, 2)}\n`,
        flags,
      );
      return;
    }
    const { workspace, acting } = context;
    const facts = await finishedRunOf(workspace, reference);
    const bom = billOf(
      facts,
      {
        version: flags.spec,
        author: flags.author,
        securityContact: flags.securityContact,
        vulnerabilities: flags.vulnerabilities,
      },
      workspace.clock.now(),
    );
    if (flags.sign !== undefined) {
      const signed = await signBill(workspace, { bom, model: facts.model.digest }, await acting());
      await writeOutput(flags.sign, signed);
    }
    if (flags.gaps !== true) {
      await deliver(serialiseBom(bom), flags);
      return;
    }
    if (flags.out !== undefined) await writeOutput(flags.out, serialiseBom(bom));
    const gaps = bomGaps(bom, { signatures: flags.sign === undefined ? 0 : 1 });
    printResult(flags, { json: gaps, text: gapsText(gaps) });
  });
}

async function otherFormat(
  { workspace }: WorkspaceContext,
  reference: string,
  { format, author }: BomFlags,
): Promise<object> {
  if (format === 'spdx') {
    const facts = await finishedRunOf(workspace, reference);
    const timestamp = workspace.clock.now();
    return spdxDocument(facts, { timestamp, author: author ?? facts.startedBy });
  }
  const { read: tables, vault } = workspace;
  const version = await resolveVersion({ tables, vault }, reference);
  const { facts } = await datasetFacts(workspace, version, { role: 'training' });
  return croissantDataset(facts);
}

async function deliver(text: string, flags: BomFlags): Promise<void> {
  if (flags.out === undefined) {
    process.stdout.write(text);
    return;
  }
  await writeOutput(flags.out, text);
  printResult(flags, {
    json: { written: flags.out },
    text: `WRITTEN  ${visibleText(flags.out)}`,
  });
}

function gapsText({ elements, present, total }: BomGaps): string {
  return [
    `${present} of ${total} minimum elements of the G7's "SBOM for AI" are there.`,
    ...elements
      .filter((element) => !element.present)
      .map(({ id, title, filledBy }) => `  missing  ${id}  ${title}: ${filledBy}`),
  ].join('\n');
}
