import { type Command, Option } from 'commander';
import type { RunFinishFlags } from './run/finish.ts';
import type { RunStartFlags } from './run/start.ts';
import { repeated, type WorkspaceFlags, workspaceOptions } from './workspace-options.ts';

/** `credence run …`: the gate before training, and what came of it. */
export function addRunCommands(program: Command): void {
  const run = program
    .command('run')
    .description('Training runs: the gate before them, and what they made.')
    .copyInheritedSettings(program);
  addStart(run);
  addFinish(run);
  workspaceOptions(run.command('fail'))
    .description('Record that a run came to nothing.')
    .argument('<run>', 'id, or name')
    .action(async (reference: string, flags: WorkspaceFlags) => {
      const { runRunFail } = await import('./run/fail.ts');
      await runRunFail(reference, flags);
    });
  workspaceOptions(run.command('list'))
    .description('Show all runs, the newest first.')
    .action(async (flags: WorkspaceFlags) => {
      const { runRunList } = await import('./run/list.ts');
      await runRunList(flags);
    });
  workspaceOptions(run.command('show'))
    .description('Show what a run was started with, and what it made.')
    .argument('<run>', 'id, or name')
    .action(async (reference: string, flags: WorkspaceFlags) => {
      const { runRunShow } = await import('./run/show.ts');
      await runRunShow(reference, flags);
    });
}

function addStart(run: Command): void {
  workspaceOptions(run.command('start'))
    .description(
      'Ask whether a run may start: every byte it will read is checked now. Exit code 0 it may, 1 it may not.',
    )
    .requiredOption(
      '--dataset <version>',
      'DATASET@VERSION that it reads, or with a role: DATASET@VERSION:evaluation (repeatable)',
      repeated,
    )
    .requiredOption(
      '--model-base <path>',
      'files of the base model; none for training from scratch',
    )
    .requiredOption('--code <path>', 'the code that trains: a file or folder')
    .option('--name <name>', 'what the run, and the model it makes, is called', 'run')
    .option(
      '--data <folder>',
      'a folder from which the run will read its data (repeatable)',
      repeated,
    )
    .option('--base-uri <uri>', 'where the base model is from, pinned: hf://org/model@<commit>')
    .option('--base-licence <licence>', 'SPDX identifier, or the licence’s name')
    .option('--code-uri <uri>', 'where the code is from, pinned')
    .option('--trainer <path>', 'the program that trains, where it is not the code')
    .option('--tokenizer <path>', 'files of the tokenizer')
    .option('--template <path>', 'a chat or prompt template (repeatable)', repeated)
    .option('--config <file>', 'settings in YAML or JSON (repeatable)', repeated)
    .option('--param <key=value>', 'a setting, over those of --config (repeatable)', repeated)
    .option('--environment <file>', 'libraries and machine: JSON, or what pip freeze prints')
    .option('--command <text>', 'the command that will run')
    .addOption(
      new Option('--trigger <kind>', 'what set it off')
        .choices(['manual', 'api', 'webhook', 'scheduled'])
        .default('manual'),
    )
    .option('--without-deleted-rows', 'the run leaves out rows that tables have deleted')
    .option('--impact <impact>', 'gravest impact of the model, in the words of the policy')
    .option('--dry-run', 'decide, and change nothing')
    .option('--explain', 'show every rule, and where the policy says so')
    .action(async (flags: RunStartFlags) => {
      const { runRunStart } = await import('./run/start.ts');
      process.exitCode = await runRunStart(flags);
    });
}

function addFinish(run: Command): void {
  workspaceOptions(run.command('finish'))
    .description('Record what a run made, and sign where it came from.')
    .argument('<run>', 'id, or name')
    .option(
      '--output <path>',
      'a file or folder it made; the model first, then checkpoints',
      repeated,
    )
    .requiredOption('--licence <licence>', 'of the model: SPDX identifier, or its name')
    .requiredOption('--producer <name>', 'who answers for the model')
    .option('--model <name>', 'what the model is called; as the run where absent')
    .option('--about <file>', 'what people should know of the model: YAML or JSON')
    .option('--byproduct <path>', 'a log or report (repeatable)', repeated)
    .action(async (reference: string, flags: RunFinishFlags) => {
      const { runRunFinish } = await import('./run/finish.ts');
      await runRunFinish(reference, flags);
    });
}
