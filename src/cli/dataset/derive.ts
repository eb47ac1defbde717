import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { deriveVersion } from '../../datasets/derive/derive-version.ts';
import { counted, shareText } from '../../report/number-text.ts';
import type { Setting } from '../../statements/scalars.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { versionName } from './version-text.ts';

export interface DeriveFlags extends WorkspaceFlags {
  readonly from: readonly string[];
  readonly files: string;
  readonly transform: string;
  readonly code: string;
  readonly param?: readonly string[] | undefined;
  readonly message?: string | undefined;
  readonly tag?: string | undefined;
}

/** `credence dataset derive`: what a step made, with its parents and the trust that they leave it. */
export async function runDatasetDerive(dataset: string, flags: DeriveFlags): Promise<void> {
  const parameters = parametersOf(flags.param ?? []);
  await inWorkspace(flags, async ({ workspace, acting }) => {
    const { value } = await deriveVersion(
      workspace,
      {
        dataset,
        from: flags.from,
        files: flags.files,
        transform: { name: flags.transform, code: flags.code, parameters },
        message: flags.message ?? '',
        tag: flags.tag,
      },
      await acting(),
    );
    const { version, manifest, recordsNote } = value;
    const name = versionName(version);
    printResult(flags, {
      json: value,
      text: [
        `QUARANTINED  ${name}: ${counted(version.files, 'file')}, ${counted(version.records, 'record')}`,
        `    tier ${visibleText(manifest.tier)}, ${shareText(manifest.taintedShare)} from a lower tier than its best source`,
        ...(recordsNote === null ? [] : [`    ${visibleText(recordsNote)}`]),
        `Next: credence admit ${name}`,
      ].join('\n'),
    });
  });
}

function parametersOf(params: readonly string[]): Readonly<Record<string, Setting>> {
  return Object.fromEntries(
    params.map((param) => {
      const equals = param.indexOf('=');
      if (equals > 0) return [param.slice(0, equals), param.slice(equals + 1)] as const;
      throw new CredenceError('USAGE', `‘${visibleText(param)}’ is no parameter.`, {
        hint: 'Write it as --param name=value.',
      });
    }),
  );
}
