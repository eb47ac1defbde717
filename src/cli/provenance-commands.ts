import { type Command, Option } from 'commander';
import { SOURCE_TYPES } from '../policy/source-types.ts';
import type { InitFlags } from './init.ts';
import type { IntakeFlags } from './intake.ts';
import type { SourceAddFlags } from './source/add.ts';
import type { SourceReviewFlags } from './source/review.ts';
import { type WorkspaceFlags, workspaceOptions } from './workspace-options.ts';

/** Commands of the way from source to training run. What each does is loaded when it runs. */
export function addProvenanceCommands(program: Command): void {
  workspaceOptions(program.command('init'))
    .description('Make a workspace in this folder: policy, ledger, and your key.')
    .option('--name <name>', 'your name here; your login where absent')
    .option('--group <group>', 'a group that you belong to (repeatable)', list)
    .action(async (flags: InitFlags) => {
      const { runInit } = await import('./init.ts');
      await runInit(flags);
    });
  addSourceCommands(program);
  workspaceOptions(program.command('intake'))
    .description('Take data in from an approved source, pinned and hashed, into quarantine.')
    .argument(
      '<uri>',
      'path, https://, hf://, s3://, lakefs://, dvc:, git-lfs:, delta:, iceberg: or url-list:',
    )
    .requiredOption('--source <name>', 'the source that it belongs to')
    .requiredOption('--dataset <name>', 'the dataset that it becomes a version of')
    .option('--message <text>', 'what this version is')
    .option(
      '--sha256 <digest>',
      'what the whole must be; pins a reference that does not pin itself',
    )
    .action(async (uri: string, flags: IntakeFlags) => {
      const { runIntake } = await import('./intake.ts');
      await runIntake(uri, flags);
    });
}

function addSourceCommands(program: Command): void {
  const source = program
    .command('source')
    .description('The allowlist: places from which data may come.')
    .copyInheritedSettings(program);
  workspaceOptions(source.command('add'))
    .description('Ask for a source to be on the allowlist; someone else reviews it.')
    .argument('<name>', 'letters, digits, dots, hyphens, underscores')
    .requiredOption(
      '--uri <uri>',
      'path, address or pattern from which data will come (repeatable)',
      list,
    )
    .requiredOption('--publisher <name>', 'who publishes it')
    .addOption(
      new Option('--type <type>', 'what it is').choices(SOURCE_TYPES).makeOptionMandatory(),
    )
    .option(
      '--tier <tier>',
      'trust tier of the policy; the most that its type may have where absent',
    )
    .option('--licence <licence>', 'SPDX identifier, or the licence’s name')
    .option('--description <text>', 'what comes from it, and what you know of it')
    .option('--publisher-verified', 'the publisher’s identity was checked')
    .option('--publishes-hash', 'the publisher publishes digests')
    .option('--publishes-signature', 'the publisher signs')
    .option('--scrape-target <text>', 'of a scraped source: what was scraped')
    .option('--scrape-date <date>', 'of a scraped source: when')
    .option('--scrape-filter <text>', 'of a scraped source: which filter was applied')
    .action(async (name: string, flags: SourceAddFlags) => {
      const { runSourceAdd } = await import('./source/add.ts');
      await runSourceAdd(name, flags);
    });
  workspaceOptions(source.command('review'))
    .description('Approve or reject a source that somebody else asked for.')
    .argument('<name>', 'the source')
    .option('--approve', 'data may come from it')
    .option('--reject', 'they may not')
    .requiredOption('--reason <text>', 'what you looked at, and what you think of it')
    .action(async (name: string, flags: SourceReviewFlags) => {
      const { runSourceReview } = await import('./source/review.ts');
      await runSourceReview(name, flags);
    });
  workspaceOptions(source.command('list'))
    .description('Show all sources, and what became of them.')
    .action(async (flags: WorkspaceFlags) => {
      const { runSourceList } = await import('./source/list.ts');
      await runSourceList(flags);
    });
}

function list(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}
