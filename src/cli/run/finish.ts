import { CredenceError } from '../../core/error.ts';
import { finishRun } from '../../runs/finish-run.ts';
import { readModelDetails } from '../../runs/model-details.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';

export interface RunFinishFlags extends WorkspaceFlags {
  readonly output?: readonly string[] | undefined;
  readonly licence: string;
  readonly producer: string;
  readonly model?: string | undefined;
  readonly about?: string | undefined;
  readonly byproduct?: readonly string[] | undefined;
}

/** `credence run finish`: hashes what a run made, and signs its provenance. */
export async function runRunFinish(reference: string, flags: RunFinishFlags): Promise<void> {
  if (flags.output === undefined)
    throw new CredenceError('USAGE', 'Say with --output what the run made.', {
      hint: 'If it came to nothing, run credence run fail.',
    });
  const { output: outputs } = flags;
  await inWorkspace(flags, async ({ workspace, acting }) => {
    const { value } = await finishRun(
      workspace,
      {
        run: reference,
        outputs,
        model: flags.model,
        licence: flags.licence,
        producer: flags.producer,
        details: flags.about === undefined ? {} : await readModelDetails(flags.about),
        byproducts: flags.byproduct ?? [],
      },
      await acting(),
    );
    const names = value.versions.map((version) => `${value.model}@${version.slice(7, 19)}`);
    const [model = '', ...checkpoints] = names;
    printResult(flags, {
      json: value,
      text: [
        `FINISHED  ${value.run.id.slice(0, 12)}: ${model}`,
        ...checkpoints.map((name) => `    checkpoint: ${name}`),
        `Next: credence bom ${model} --out bom.json, credence sign PATH --out PATH.sig`,
      ].join('\n'),
    });
  });
}
