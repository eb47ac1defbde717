import type { Digest } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import { visibleText } from '../core/visible-text.ts';
import { intake } from '../intake/intake.ts';
import type { Taken } from '../intake/taken.ts';
import { bytesText } from '../report/number-text.ts';
import { liveLine } from './live-line.ts';
import { inWorkspace, printResult } from './workspace-command.ts';
import type { WorkspaceFlags } from './workspace-options.ts';

export interface IntakeFlags extends WorkspaceFlags {
  readonly source: string;
  readonly dataset: string;
  readonly message?: string | undefined;
  readonly sha256?: string | undefined;
  readonly maxBytes?: string | undefined;
  readonly tag?: string | undefined;
}

/** `credence intake`: fetches, pins, hashes and records one version of a source, into quarantine. */
export async function runIntake(uri: string, flags: IntakeFlags): Promise<void> {
  const line = liveLine(process.stderr);
  await inWorkspace(flags, async ({ workspace, acting }) => {
    const { value } = await intake(
      workspace,
      {
        uri,
        source: flags.source,
        dataset: flags.dataset,
        message: flags.message ?? '',
        tag: flags.tag,
        expected: flags.sha256 === undefined ? undefined : digestFlag(flags.sha256),
        maximumBytes: flags.maxBytes === undefined ? undefined : bytesFlag(flags.maxBytes),
        environment: process.env,
        progress: ({ files, bytes }) => line.show(`Kept ${files} files, ${bytesText(bytes)}`),
      },
      await acting(),
    ).finally(() => line.clear());
    printResult(flags, { json: value, text: takenText(value) });
  });
}

function takenText({ version, manifest, retrieval, signals, recordsNote }: Taken): string {
  const records =
    manifest.records === null ? 'records unknown' : `${manifest.records.count} records`;
  return [
    `QUARANTINED  ${manifest.dataset}@${version.slice(7, 19)}: ${retrieval.files} files, ${bytesText(retrieval.bytes)}, ${records}`,
    `    from ${visibleText(retrieval.uriServed)}, pinned by ${visibleText(retrieval.pin)}`,
    `    published digest: ${retrieval.publisherHash}`,
    ...(recordsNote === null ? [] : [`    ${visibleText(recordsNote)}`]),
    ...signals.map(({ what }) => `    note: ${what}`),
    `Next: credence admit ${manifest.dataset}@${version.slice(7, 19)}`,
  ].join('\n');
}

function bytesFlag(text: string): number {
  if (/^[1-9]\d{0,15}$/.test(text)) return Number(text);
  throw new CredenceError('USAGE', '--max-bytes takes a whole number of bytes.');
}

function digestFlag(text: string): Digest {
  const hex = text.toLowerCase().replace(/^sha256:/, '');
  if (/^[0-9a-f]{64}$/.test(hex)) return `sha256:${hex}` as Digest;
  throw new CredenceError('USAGE', '--sha256 takes 64 hexadecimal digits.');
}
