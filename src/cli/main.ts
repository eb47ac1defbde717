#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { CredenceError } from '../core/error.ts';
import { ROLES } from '../records/roles.ts';
import { addBehaveCommands } from './behave-commands.ts';
import { EXIT, exitCodeOfError } from './exit-code.ts';
import { addProvenanceCommands } from './provenance-commands.ts';
import { reportError } from './report-error.ts';

/** Builds the command line. What a command does is loaded when it runs, so that help is quick. */
export function commandLine(): Command {
  const program = new Command('credence')
    .description('Tastes training data for poison before a model drinks it, and keeps the proof.')
    .version(version(), '-V, --version')
    .exitOverride()
    .configureOutput({ writeErr: (text) => (wantsJson() ? undefined : process.stderr.write(text)) })
    .showHelpAfterError('Run with --help to see what is possible.');
  program.addCommand(scanCommand().copyInheritedSettings(program));
  program.addCommand(modelCommand(program));
  addBehaveCommands(program);
  addProvenanceCommands(program);
  program
    .command('explain')
    .description('Print one finding of a report whole, with its rows.')
    .argument('<report>', 'a report written by scan --json')
    .argument('<finding>', 'id of the finding, or the first digits of its fingerprint')
    .option('--redact', 'show no text of the data')
    .action(async (report: string, finding: string, options: { redact?: boolean }) => {
      const { explain } = await import('./explain.ts');
      await explain({ report, finding, redact: options.redact === true });
    });
  program
    .command('demo')
    .description('Make a realistic poisoned dataset, scan it, and show what was found.')
    .option('--out <folder>', 'where to write the dataset and the report', 'credence-demo')
    .action(async (options: { out: string }) => {
      const { demo } = await import('./demo.ts');
      process.exitCode = await demo(options.out);
    });
  return program;
}

function scanCommand(): Command {
  const list = (value: string, previous: string[] = []): string[] => [...previous, value];
  const command = new Command('scan')
    .description(
      'Scan a dataset for planted poison. Exit code 0 pass, 1 fail, 2 error, 3 inconclusive, 4 held.',
    )
    .argument('<path...>', 'files, folders of shards, globs, or - for standard input');
  for (const role of ROLES) {
    const isIgnored = role === 'ignored';
    command.option(
      `--${isIgnored ? 'ignore' : role} <column>`,
      `column to use as ${isIgnored ? 'nothing' : role} (repeatable; inferred where absent)`,
      list,
    );
  }
  return command
    .option('--format <format>', 'jsonl, json, csv, tsv, parquet or arrow; recognised where absent')
    .option('--header', 'the first line of CSV names the columns')
    .option('--no-header', 'the first line of CSV is a record')
    .option('--baseline <path>', 'an earlier, trusted version: what it holds is not news', list)
    .option('--baseline-digest <digest>', 'the digest that the baseline must have, sha256:…')
    .option('--groups <columns>', 'groups between which outcomes are compared: COLUMN[,COLUMN]')
    .option('--known-answers <file>', 'items whose true label is known, to measure reviewers by')
    .option(
      '--probabilities <file>',
      'predicted probabilities of your own model to judge labels by (npy, Parquet or CSV)',
    )
    .option('--decisions <file>', 'kept decisions on patterns (YAML)')
    .option('--config <file>', 'a credence.yaml; looked for in this folder where absent')
    .option(
      '--contributor-cap <share>',
      'largest share of influence that one contributor may have in a class or slice, as 0.05',
    )
    .option('--max-bad-rows <count>', 'rows that may be unreadable before the scan is inconclusive')
    .option('--sample <records>', 'look at this many records only')
    .option('--time-limit <seconds>', 'stop reading after so long')
    .option(
      '--memory <size>',
      'budget from which texts and tokens spill to scratch, as 500MB or 4GB',
      '2GB',
    )
    .addOption(
      new Option('--fail-on <step>', 'lowest step that fails')
        .choices(['quality-issue', 'drift', 'suspected-poisoning', 'confirmed-poisoning'])
        .default('suspected-poisoning'),
    )
    .option(
      '--report-only',
      'exit 0 when findings fail the scan; errors and inconclusive scans still say so',
    )
    .option('--html <file>', 'write the report as one HTML file')
    .option('--sarif <file>', 'write SARIF 2.1.0')
    .option('--junit <file>', 'write JUnit XML')
    .option('--scores <file>', 'write one row per record, as .csv or .parquet')
    .option('--json [file]', 'write the report as JSON to a file, or to standard output')
    .option('--redact', 'show no text of the data')
    .option('--show-unsafe', 'print text that is abusive or dangerous in itself')
    .action(async (paths: string[], options: Record<string, unknown>) => {
      const { runScan } = await import('./scan.ts');
      process.exitCode = await runScan(paths, options);
    });
}

function modelCommand(program: Command): Command {
  const model = new Command('model')
    .description('Judge models before they are loaded.')
    .copyInheritedSettings(program);
  model
    .command('scan')
    .description(
      'Scan model files; none of them is loaded. Exit code 0 pass, 1 fail, 2 error, 3 inconclusive, 4 held.',
    )
    .argument('<path...>', 'files, folders, globs, or - for standard input')
    .option(
      '--policy <policy>',
      'what loading may do: data-only, library:NAME, or a policy file',
      'data-only',
    )
    .option('--policy-signature <file>', 'signature over the policy file; needs --policy-key')
    .option('--policy-key <file>', 'public key (PEM) that must have signed the policy file')
    .option('--base <file>', 'chat template to compare with: of the model that this is made from')
    .option('--explain', 'show every finding, and what loading each file would do')
    .option('--report-only', 'exit 0 when files fail; held and inconclusive scans still say so')
    .option('--html <file>', 'write the report as one HTML file')
    .option('--sarif <file>', 'write SARIF 2.1.0')
    .option('--junit <file>', 'write JUnit XML')
    .option('--json [file]', 'write the report as JSON to a file, or to standard output')
    .action(async (paths: string[], options: Record<string, unknown>) => {
      const { runModelScan } = await import('./model-scan.ts');
      process.exitCode = await runModelScan(paths, options);
    });
  model
    .command('sign-policy')
    .description('Sign a policy file, and print the public key that verifies it.')
    .argument('<file>', 'the policy')
    .requiredOption('--out <file>', 'where to write the signature')
    .option('--key <file>', 'private key (PKCS#8 PEM); unless given, the only one you have')
    .action(async (path: string, options: { out: string; key?: string }) => {
      const { runSignPolicy } = await import('./model-sign-policy.ts');
      await runSignPolicy(path, options);
    });
  return model;
}

/** Whoever asks for a report in JSON gets errors in JSON, those of the command line itself as well. */
function wantsJson(): boolean {
  return process.argv.some((argument) => argument === '--json' || argument.startsWith('--json='));
}

function version(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  return manifest.version;
}

async function main(): Promise<void> {
  try {
    await commandLine().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.pass : EXIT.error;
      if (error.exitCode !== 0 && wantsJson())
        reportError(new CredenceError('USAGE', error.message), true);
      return;
    }
    process.exitCode = exitCodeOfError(error);
    reportError(error, wantsJson());
  }
}

await main();
