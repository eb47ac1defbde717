import type { Command } from 'commander';

/** What every command of a workspace understands. */
export interface WorkspaceFlags {
  /** The project's folder; the nearest one upwards that has a workspace where absent. */
  readonly workspace?: string | undefined;
  /** Who acts, where this machine has several keys. */
  readonly as?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Gives a command the options of `WorkspaceFlags`. */
export function workspaceOptions(command: Command): Command {
  return command
    .option('--workspace <folder>', 'folder of the project; looked for upwards where absent')
    .option('--as <name>', 'who acts, where this machine has the keys of several')
    .option('--json', 'write one JSON document to standard output');
}

/** Gathers the values of an option that may be given several times. */
export function repeated(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}
