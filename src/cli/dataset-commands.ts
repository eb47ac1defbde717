import type { Command } from 'commander';

/** `credence dataset …`: versions of datasets. What each command does is loaded when it runs. */
export function addDatasetCommands(program: Command): void {
  program
    .command('dataset')
    .description('Versions of datasets: what they hold, how they differ, and whether they changed.')
    .copyInheritedSettings(program);
}
