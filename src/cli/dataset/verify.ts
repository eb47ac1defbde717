import { CredenceError } from '../../core/error.ts';
import { parseVerifierKey } from '../../core/signing/note-key.ts';
import { visibleText } from '../../core/visible-text.ts';
import { checkKit, type KitCheck } from '../../datasets/kit/check-kit.ts';
import { type VersionCheck, verifyVersion } from '../../datasets/verify/verify-version.ts';
import type { VersionProblem } from '../../datasets/verify/version-problem.ts';
import { bytesText, counted } from '../../report/number-text.ts';
import { exitCodeOf } from '../exit-code.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { timeText, versionName } from './version-text.ts';

export interface VerifyFlags extends WorkspaceFlags {
  readonly rows?: boolean | undefined;
  readonly kit?: string | undefined;
  readonly key?: string | undefined;
}

/** `credence dataset verify`: a version of the workspace, or an exported one with its kit. */
export async function runDatasetVerify(
  version: string | undefined,
  flags: VerifyFlags,
): Promise<number> {
  if (flags.kit !== undefined && version === undefined) return await verifyKit(flags.kit, flags);
  if (flags.kit !== undefined || version === undefined || flags.key !== undefined)
    throw new CredenceError('USAGE', 'Name a version, or an exported one with --kit and --key.', {
      hint: 'credence dataset verify DATASET@VERSION, or credence dataset verify --kit FOLDER --key KEY',
    });
  return await inWorkspace(flags, async ({ workspace }) => {
    const check = await verifyVersion(workspace, version, { rows: flags.rows === true });
    printResult(flags, { json: check, text: checkText(check) });
    return exitCodeOf(check.verdict);
  });
}

async function verifyKit(folder: string, flags: VerifyFlags): Promise<number> {
  if (flags.key === undefined)
    throw new CredenceError('USAGE', 'A kit is checked with a key that did not come with it.', {
      hint: 'Ask whoever runs the ledger for its verifier key, and give it with --key.',
    });
  const verifier = parseVerifierKey(flags.key);
  const check = await checkKit({ folder, verifier, rows: flags.rows === true });
  printResult(flags, { json: check, text: kitText(check) });
  return exitCodeOf(check.verdict);
}

function checkText(check: VersionCheck): string {
  const { version, verdict, files, bytes, records, rowsRead, signers, entry, problems } = check;
  const rows =
    records === null ? '' : `, ${counted(records, 'record')}${rowsRead ? ' read anew' : ''}`;
  const head = {
    pass: 'VERIFIED',
    fail: 'NOT WHAT WAS SIGNED',
    held: 'HELD',
    inconclusive: 'NOT YET IN A CHECKPOINT',
  }[verdict];
  const who = signers.map(({ name }) => visibleText(name)).join(', ');
  return [
    `${head}  ${versionName(version)}: ${counted(files, 'file')}, ${bytesText(bytes)}${rows}`,
    ...problemLines(problems),
    ...(who === '' ? [] : [`    signed by ${who}`]),
    ...(entry.size === null
      ? []
      : [`    entry ${entry.position} of ${entry.size} in the ledger, proven by a receipt`]),
  ].join('\n');
}

function kitText(check: KitCheck): string {
  const { verdict, manifest, version, bytes, ledger, statements, admission, problems } = check;
  const head = verdict === 'pass' ? 'VERIFIED' : 'NOT WHAT WAS SIGNED';
  const about = statements.filter(({ aboutVersion }) => aboutVersion);
  return [
    `${head}  ${manifest.dataset}@${version.slice(7, 19)}: ${counted(manifest.files.length, 'file')}, ${bytesText(bytes)}`,
    ...problemLines(problems),
    `    ledger ${visibleText(ledger.origin)}, as of ${counted(ledger.size, 'entry').replace('entrys', 'entries')}`,
    `    admission: ${admission === null ? 'nobody has decided' : `${admission.verdict}${admission.expires === null ? '' : `, until ${timeText(admission.expires)}`}`}`,
    ...about.map(
      ({ type, name, key, time }) =>
        `    ${timeText(time)}  ${type.replace(/^https:\/\/(credence\/attestation|slsa\.dev)\//, '')}, by ${name === null ? key.slice(0, 16) : visibleText(name)}`,
    ),
  ].join('\n');
}

function problemLines(problems: readonly VersionProblem[]): readonly string[] {
  return problems.flatMap(({ message, hint }) => [
    `  ! ${message}`,
    ...(hint === undefined ? [] : [`    ${hint}`]),
  ]);
}
