import { type Command, Option } from 'commander';
import type { BomFlags } from './bom.ts';
import type { SignFlags } from './sign.ts';
import type { VerifyFlags } from './verify.ts';
import { repeated, type WorkspaceFlags, workspaceOptions } from './workspace-options.ts';

/** What shows others where things come from: lineage, bills of materials, signatures. */
export function addEvidenceCommands(program: Command): void {
  addTraceCommands(program);
  workspaceOptions(program.command('bom'))
    .description('Write what a model is made of: CycloneDX, SPDX, or Croissant for a dataset.')
    .argument('<subject>', 'a run, MODEL@VERSION, or for Croissant DATASET@VERSION')
    .addOption(
      new Option('--format <format>', 'which format')
        .choices(['cyclonedx', 'spdx', 'croissant'])
        .default('cyclonedx'),
    )
    .addOption(
      new Option('--spec <version>', 'version of CycloneDX').choices(['1.7', '1.6']).default('1.7'),
    )
    .option('--out <file>', 'where to write it; standard output where absent')
    .option('--gaps', 'hold it against the 50 minimum elements of the G7')
    .option('--sign <file>', 'sign it, and write the signed statement here')
    .option(
      '--author <name>',
      'who answers for what was declared; who started the run where absent',
    )
    .option('--security-contact <address>', 'where security reports about the model go')
    .option('--vulnerabilities <uri>', 'where known vulnerabilities of its parts are told')
    .action(async (subject: string, flags: BomFlags) => {
      const { runBom } = await import('./bom.ts');
      await runBom(subject, flags);
    });
  addSignatureCommands(program);
}

function addTraceCommands(program: Command): void {
  const trace = program
    .command('trace')
    .description('Where something came from, and what became of it, to any depth.')
    .copyInheritedSettings(program);
  for (const [kind, argument] of [
    ['record', 'its digest (sha256:…), or DATASET@VERSION:ROW with the row from 1'],
    ['dataset', 'DATASET@VERSION, or DATASET for all its versions'],
    ['model', 'MODEL@VERSION, MODEL for all its versions, or a digest'],
    ['source', 'name of the source'],
    ['run', 'id or name of the run'],
  ] as const)
    workspaceOptions(trace.command(kind))
      .description(`Trace a ${kind}.`)
      .argument('<id>', argument)
      .action(async (reference: string, flags: WorkspaceFlags) => {
        const { runTrace } = await import('./trace.ts');
        await runTrace(kind, reference, flags);
      });
}

function addSignatureCommands(program: Command): void {
  workspaceOptions(program.command('sign'))
    .description('Sign a file or folder as OpenSSF Model Signing has it.')
    .argument('<path>', 'data, checkpoint or model')
    .requiredOption('--out <file>', 'where to write the signature')
    .option(
      '--key <file>',
      'private key (PEM) instead of yours here; other tools want P-256 to P-521',
    )
    .option('--ignore <path>', 'a path in the folder to leave out (repeatable)', repeated)
    .action(async (path: string, flags: SignFlags) => {
      const { runSign } = await import('./sign.ts');
      await runSign(path, flags);
    });
  workspaceOptions(program.command('verify'))
    .description(
      'Verify a file or folder against its signature. Exit code 0 verified, 1 failed, 3 not decided.',
    )
    .argument('<path>', 'data, checkpoint or model')
    .requiredOption('--signature <file>', 'the signature')
    .option(
      '--public-key <file>',
      'a public key (PEM) to trust; needs no workspace (repeatable)',
      repeated,
    )
    .option('--ignore <path>', 'a path in the folder to leave out (repeatable)', repeated)
    .option('--allow-unsigned', 'list files that nobody signed instead of failing')
    .action(async (path: string, flags: VerifyFlags) => {
      const { runVerify } = await import('./verify.ts');
      process.exitCode = await runVerify(path, flags);
    });
}
