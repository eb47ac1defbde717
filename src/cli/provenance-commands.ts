import { type Command, Option } from 'commander';
import { SOURCE_TYPES } from '../policy/source-types.ts';
import type { AdmitFlags } from './admit.ts';
import type { ApproveFlags } from './approve.ts';
import type { RestoreFlags } from './backup.ts';
import { addDatasetCommands } from './dataset-commands.ts';
import { addEvidenceCommands } from './evidence-commands.ts';
import { addIdentityCommands } from './identity-commands.ts';
import type { InitFlags } from './init.ts';
import type { IntakeFlags } from './intake.ts';
import type { LedgerProveFlags } from './ledger/prove.ts';
import type { LedgerVerifyFlags } from './ledger/verify.ts';
import { addRunCommands } from './run-commands.ts';
import type { SourceAddFlags } from './source/add.ts';
import type { SourceReviewFlags } from './source/review.ts';
import type { SourceWithdrawFlags } from './source/withdraw.ts';
import { repeated, type WorkspaceFlags, workspaceOptions } from './workspace-options.ts';

/** Commands of the way from source to training run. What each does is loaded when it runs. */
export function addProvenanceCommands(program: Command): void {
  workspaceOptions(program.command('init'))
    .description('Make a workspace in this folder: policy, ledger, and your key.')
    .option('--name <name>', 'your name here; your login where absent')
    .option('--group <group>', 'a group that you belong to (repeatable)', repeated)
    .action(async (flags: InitFlags) => {
      const { runInit } = await import('./init.ts');
      await runInit(flags);
    });
  addIdentityCommands(program);
  addSourceCommands(program);
  addDatasetCommands(program);
  workspaceOptions(program.command('intake'))
    .description('Take data in from an approved source, pinned and hashed, into quarantine.')
    .argument(
      '<uri>',
      'path, https://, hf://, s3://, lakefs://, dvc:, git-lfs:, delta:, iceberg: or url-list:',
    )
    .requiredOption('--source <name>', 'the source that it belongs to')
    .requiredOption('--dataset <name>', 'the dataset that it becomes a version of')
    .option('--message <text>', 'what this version is')
    .option('--tag <name>', 'a name for the version, beside its id')
    .option(
      '--sha256 <digest>',
      'what the whole must be; pins a reference that does not pin itself',
    )
    .option('--max-bytes <bytes>', 'the most that the version may have; 1 TiB where absent')
    .action(async (uri: string, flags: IntakeFlags) => {
      const { runIntake } = await import('./intake.ts');
      await runIntake(uri, flags);
    });
  addAdmission(program);
  addRunCommands(program);
  addEvidenceCommands(program);
  addLedgerCommands(program);
  addBackupCommands(program);
}

function addAdmission(program: Command): void {
  workspaceOptions(program.command('admit'))
    .description(
      'Ask whether a version may be trained on. Exit code 0 pass, 1 fail, 3 inconclusive, 4 held.',
    )
    .argument('<version>', 'DATASET@VERSION: an id, eight digits of it, or a tag')
    .option('--impact <impact>', 'the gravest impact of what it is meant to train')
    .option('--decisions <file>', 'kept decisions on patterns (YAML)')
    .option('--html <file>', 'write the scan’s report as one HTML file')
    .option('--dry-run', 'decide with what is known, and change nothing')
    .option('--explain', 'show every rule, and the line of the policy that it comes from')
    .action(async (version: string, flags: AdmitFlags) => {
      const { runAdmit } = await import('./admit.ts');
      process.exitCode = await runAdmit(version, flags);
    });
  for (const act of ['approve', 'reject'] as const)
    workspaceOptions(program.command(act))
      .description(
        act === 'approve'
          ? 'Sign that a version may be trained on.'
          : 'Sign that a version may not be trained on.',
      )
      .argument('<subject>', 'DATASET@VERSION')
      .requiredOption('--reason <text>', 'what you looked at, and what you think of it')
      .option('--expires <time>', 'when your word stops counting, RFC 3339')
      .action(async (subject: string, flags: ApproveFlags) => {
        const { runApprove } = await import('./approve.ts');
        await runApprove(subject, act, flags);
      });
}

function addLedgerCommands(program: Command): void {
  const ledger = program
    .command('ledger')
    .description('The record of everything that was done, which cannot be changed without trace.')
    .copyInheritedSettings(program);
  workspaceOptions(ledger.command('verify'))
    .description('Verify a ledger’s files with its key alone, or the whole workspace.')
    .argument('[folder]', 'a copy of .credence/ledger; the workspace where absent')
    .option('--key <verifier-key>', 'the ledger’s key, as credence init printed it')
    .action(async (folder: string | undefined, flags: LedgerVerifyFlags) => {
      const { runLedgerVerify } = await import('./ledger/verify.ts');
      await runLedgerVerify(folder, flags);
    });
  workspaceOptions(ledger.command('prove'))
    .description('Write the entry about something, and a receipt that anybody can check offline.')
    .argument('<what>', 'digest of a version or statement, eight digits of it, or a position')
    .requiredOption('--out <path>', 'name of the two files, without their endings')
    .action(async (what: string, flags: LedgerProveFlags) => {
      const { runLedgerProve } = await import('./ledger/prove.ts');
      await runLedgerProve(what, flags);
    });
  workspaceOptions(ledger.command('checkpoint'))
    .description('Print the newest signed checkpoint.')
    .action(async (flags: WorkspaceFlags) => {
      const { runLedgerCheckpoint } = await import('./ledger/checkpoint.ts');
      await runLedgerCheckpoint(flags);
    });
}

function addBackupCommands(program: Command): void {
  workspaceOptions(program.command('backup'))
    .description('Copy the workspace as of one moment, and verify the copy.')
    .argument('<folder>', 'where to; it must not exist')
    .action(async (folder: string, flags: WorkspaceFlags) => {
      const { runBackup } = await import('./backup.ts');
      await runBackup(folder, flags);
    });
  workspaceOptions(program.command('restore'))
    .description('Restore a backup into a folder without a workspace, and verify it.')
    .argument('<backup>', 'the folder that credence backup wrote')
    .option('--key <verifier-key>', 'the ledger’s key, as credence init printed it')
    .action(async (backup: string, flags: RestoreFlags) => {
      const { runRestore } = await import('./backup.ts');
      await runRestore(backup, flags);
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
      repeated,
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
  workspaceOptions(source.command('watch'))
    .description(
      'Look again at what was taken from approved sources. Exit code 1 where one changed.',
    )
    .argument('[name]', 'one source; all approved ones where absent')
    .action(async (name: string | undefined, flags: WorkspaceFlags) => {
      const { runSourceWatch } = await import('./source/watch.ts');
      process.exitCode = await runSourceWatch(name, flags);
    });
  workspaceOptions(source.command('withdraw'))
    .description('Take a source off the allowlist for good.')
    .argument('<name>', 'the source')
    .requiredOption('--reason <text>', 'what happened')
    .action(async (name: string, flags: SourceWithdrawFlags) => {
      const { runSourceWithdraw } = await import('./source/withdraw.ts');
      await runSourceWithdraw(name, flags);
    });
  workspaceOptions(source.command('list'))
    .description('Show all sources, and what became of them.')
    .action(async (flags: WorkspaceFlags) => {
      const { runSourceList } = await import('./source/list.ts');
      await runSourceList(flags);
    });
}
