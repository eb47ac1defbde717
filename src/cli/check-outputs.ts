import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CredenceError } from '../core/error.ts';
import { visibleText } from '../core/visible-text.ts';

/** Files to write, by the flag that names them. `json` is true for standard output. */
interface Outputs {
  readonly html?: string | undefined;
  readonly sarif?: string | undefined;
  readonly junit?: string | undefined;
  readonly json?: boolean | string | undefined;
  readonly scores?: string | undefined;
  readonly signature?: string | undefined;
}

/**
 * Refuses outputs that would replace what is read, before anything is done. `--json` takes the word
 * that follows it for its file, so `scan --json data.jsonl` would: its file must end in `.json`.
 *
 * @param inputs paths that are read; undefined where a flag is not given
 * @throws CredenceError `USAGE`
 */
export async function checkOutputs(
  inputs: readonly (string | undefined)[],
  flags: Outputs,
): Promise<void> {
  if (typeof flags.json === 'string' && !/\.json$/i.test(flags.json)) {
    throw new CredenceError(
      'USAGE',
      `--json writes a file that ends in .json, not ${visibleText(flags.json)}.`,
      {
        hint: 'To print the report, put --json last.',
      },
    );
  }
  const read = new Set(await Promise.all(inputs.map(placeOf)));
  for (const name of ['html', 'sarif', 'junit', 'json', 'scores', 'signature'] as const) {
    const output = flags[name];
    if (typeof output === 'string' && read.has(await placeOf(output))) {
      throw new CredenceError(
        'USAGE',
        `--${name} would replace ${visibleText(output)}, which is read.`,
      );
    }
  }
}

function placeOf(path: string | undefined): string | Promise<string> {
  return path === undefined ? '' : realpath(path).catch(() => resolve(path));
}
