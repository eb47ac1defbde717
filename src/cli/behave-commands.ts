import type { Command } from 'commander';

/** Commands that test what a model does. What each does is loaded when it runs. */
export function addBehaveCommands(program: Command): void {
  const behave = program
    .command('behave')
    .description('Test what a model does, and hold a new version against the last one.');
  behave
    .command('compare')
    .description(
      'Compare two versions of a model by their answers to a suite. Exit code 0 pass, 1 fail, 2 error, 3 inconclusive, 4 held.',
    )
    .argument('<old>', 'answers of the old version: JSONL, CSV or Parquet')
    .argument('<new>', 'answers of the new version')
    .requiredOption('--suite <path>', 'a suite: a YAML file, or a folder with suite.yaml')
    .option('--html <file>', 'write the report as one HTML file')
    .option('--json [file]', 'write the report as JSON to a file, or to standard output')
    .action(async (old: string, fresh: string, options: Record<string, unknown>) => {
      const { runCompare } = await import('./behave/compare.ts');
      process.exitCode = await runCompare(old, fresh, options);
    });
  behave
    .command('seal')
    .description(
      'Print the seal of a suite, to be put into it: suite.yaml is refused when it changes.',
    )
    .argument('<suite>', 'a suite: a YAML file, or a folder with suite.yaml')
    .action(async (suite: string) => {
      const { printSeal } = await import('./behave/seal.ts');
      await printSeal(suite);
    });
}
