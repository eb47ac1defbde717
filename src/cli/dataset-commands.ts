import type { Command } from 'commander';
import type { DeriveFlags } from './dataset/derive.ts';
import type { DiffFlags } from './dataset/diff.ts';
import type { ExportFlags } from './dataset/export.ts';
import type { GarbageFlags } from './dataset/gc.ts';
import type { RollbackFlags } from './dataset/rollback.ts';
import type { TagFlags } from './dataset/tag.ts';
import type { VerifyFlags } from './dataset/verify.ts';
import { type WorkspaceFlags, workspaceOptions } from './workspace-options.ts';

const VERSION = 'DATASET@VERSION: an id, eight digits of it, or a tag';

/** `credence dataset …`: versions of datasets. What each command does is loaded when it runs. */
export function addDatasetCommands(program: Command): void {
  const dataset = program
    .command('dataset')
    .description('Versions of datasets: what they hold, how they differ, and whether they changed.')
    .copyInheritedSettings(program);
  addLooking(dataset);
  addChecking(dataset);
  addChanging(dataset);
}

function addLooking(dataset: Command): void {
  workspaceOptions(dataset.command('list'))
    .description('Show all datasets.')
    .action(async (flags: WorkspaceFlags) => {
      const { runDatasetList } = await import('./dataset/list.ts');
      await runDatasetList(flags);
    });
  workspaceOptions(dataset.command('show'))
    .description('Show all that is known of a version.')
    .argument('<version>', VERSION)
    .action(async (version: string, flags: WorkspaceFlags) => {
      const { runDatasetShow } = await import('./dataset/show.ts');
      await runDatasetShow(version, flags);
    });
  workspaceOptions(dataset.command('log'))
    .description('Show the versions of a dataset and how they follow from each other.')
    .argument('<dataset>', 'name of the dataset')
    .action(async (name: string, flags: WorkspaceFlags) => {
      const { runDatasetLog } = await import('./dataset/log.ts');
      await runDatasetLog(name, flags);
    });
  workspaceOptions(dataset.command('diff'))
    .description('Compare two versions by files, columns and records.')
    .argument('<before>', VERSION)
    .argument('<after>', VERSION)
    .option('--counts-only', 'read no rows: counts alone, from the digests')
    .option('--examples <count>', 'how many examples of each kind', '5')
    .option('--id <column>', 'column by which a changed row is known; inferred where absent')
    .option('--label <column>', 'column of labels; inferred where absent')
    .option('--source <column>', 'column that names sources; inferred where absent')
    .option('--contributor <column>', 'column that names contributors; inferred where absent')
    .action(async (before: string, after: string, flags: DiffFlags) => {
      const { runDatasetDiff } = await import('./dataset/diff.ts');
      await runDatasetDiff(before, after, flags);
    });
}

function addChecking(dataset: Command): void {
  workspaceOptions(dataset.command('verify'))
    .description(
      'Check every byte of a version against what was signed; or an exported one with its kit, offline. Exit code 0 pass, 1 fail, 2 error, 3 inconclusive.',
    )
    .argument('[version]', VERSION)
    .option('--rows', 'read all records anew, and name the first that is not the same')
    .option('--kit <folder>', 'an exported version; needs no workspace')
    .option('--key <verifier-key>', 'the ledger’s key, kept elsewhere than the kit')
    .action(async (version: string | undefined, flags: VerifyFlags) => {
      const { runDatasetVerify } = await import('./dataset/verify.ts');
      process.exitCode = await runDatasetVerify(version, flags);
    });
  workspaceOptions(dataset.command('export'))
    .description('Write a version’s files, and a kit with which anybody can check them offline.')
    .argument('<version>', VERSION)
    .requiredOption('--out <folder>', 'a folder that is not there yet')
    .option('--with-deleted-rows', 'write files that hold rows which their table has deleted')
    .action(async (version: string, flags: ExportFlags) => {
      const { runDatasetExport } = await import('./dataset/export.ts');
      await runDatasetExport(version, flags);
    });
}

function addChanging(dataset: Command): void {
  const list = (value: string, previous: readonly string[] = []): readonly string[] => [
    ...previous,
    value,
  ];
  workspaceOptions(dataset.command('rollback'))
    .description('Make a new version equal to an earlier one; nothing is erased.')
    .argument('<dataset>', 'name of the dataset')
    .requiredOption('--to <version>', 'the version to go back to: an id, eight digits, or a tag')
    .requiredOption('--reason <text>', 'what happened')
    .option('--withdraw', 'withdraw the versions after it; otherwise they are superseded')
    .option('--force', 'go back to a version that was rejected, withdrawn or never admitted')
    .action(async (name: string, flags: RollbackFlags) => {
      const { runDatasetRollback } = await import('./dataset/rollback.ts');
      await runDatasetRollback(name, flags);
    });
  workspaceOptions(dataset.command('tag'))
    .description('Give a version a name; the ledger keeps where it pointed before.')
    .argument('<version>', VERSION)
    .argument('<name>', 'letters, digits, dots, hyphens, underscores')
    .option('--move', 'move a name that another version has')
    .option('--delete', 'take the name away')
    .action(async (version: string, name: string, flags: TagFlags) => {
      const { runDatasetTag } = await import('./dataset/tag.ts');
      await runDatasetTag(version, name, flags);
    });
  workspaceOptions(dataset.command('derive'))
    .description('Keep what a step of processing made as a version with parents, into quarantine.')
    .argument('<dataset>', 'the dataset that it becomes a version of')
    .requiredOption('--from <version>', 'a version that it was made from (repeatable)', list)
    .requiredOption('--files <path>', 'file or folder that the step has written')
    .requiredOption('--transform <name>', 'what the step does')
    .requiredOption('--code <file|digest>', 'the code that ran')
    .option('--param <key=value>', 'a parameter of the step (repeatable)', list)
    .option('--message <text>', 'what this version is')
    .option('--tag <name>', 'a name for the version, beside its id')
    .action(async (name: string, flags: DeriveFlags) => {
      const { runDatasetDerive } = await import('./dataset/derive.ts');
      await runDatasetDerive(name, flags);
    });
  workspaceOptions(dataset.command('gc'))
    .description('Remove objects that no version, tag, run, verdict or statement refers to.')
    .option('--dry-run', 'say what would go, and remove nothing')
    .option('--expired', 'also the content of versions past the policy’s retention; for owners')
    .action(async (flags: GarbageFlags) => {
      const { runDatasetGarbage } = await import('./dataset/gc.ts');
      await runDatasetGarbage(flags);
    });
}
