import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { diffVersions, type VersionDiff } from '../../datasets/diff/diff-versions.ts';
import type { RowDiff } from '../../datasets/diff/row-diff.ts';
import type { RequestedRoles } from '../../records/roles.ts';
import { counted, countText } from '../../report/number-text.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { versionName } from './version-text.ts';

export interface DiffFlags extends WorkspaceFlags {
  readonly countsOnly?: boolean | undefined;
  readonly examples: string;
  readonly id?: string | undefined;
  readonly label?: string | undefined;
  readonly source?: string | undefined;
  readonly contributor?: string | undefined;
}

const LISTED = 10;

/** `credence dataset diff`: what was added, removed and changed between two versions. */
export async function runDatasetDiff(
  before: string,
  after: string,
  flags: DiffFlags,
): Promise<void> {
  const roles = namedRoles(flags);
  const examples = Number(flags.examples);
  if (!Number.isInteger(examples) || examples < 0 || examples > 100)
    throw new CredenceError('USAGE', '--examples takes a number from 0 to 100.');
  await inWorkspace(flags, async ({ workspace }) => {
    const diff = await diffVersions(workspace, {
      before,
      after,
      countsOnly: flags.countsOnly === true,
      examples,
      ...(Object.keys(roles).length === 0 ? {} : { roles }),
    });
    printResult(flags, { json: diff, text: diffText(diff) });
  });
}

function namedRoles({ id, label, source, contributor }: DiffFlags): RequestedRoles {
  const named = { id, label, source, contributor };
  return Object.fromEntries(
    Object.entries(named).flatMap(([role, column]) =>
      column === undefined ? [] : [[role, [column]] as const],
    ),
  );
}

function diffText({ before, after, files, columns, rows }: VersionDiff): string {
  const head = `${versionName(before)} → ${versionName(after)}`;
  const same =
    files.added.length + files.removed.length + files.changed.length + files.moved.length === 0;
  return [
    rows === null
      ? `${head}: not both consist of records; compared by files`
      : rowsHead(head, rows),
    ...(rows === null ? [] : rowLines(rows)),
    ...named('column added', columns.added),
    ...named('column removed', columns.removed),
    ...columns.retyped.map(
      ({ name, from, to }) => `  column retyped: ${visibleText(name)}, ${from} → ${to}`,
    ),
    ...named('file added', files.added),
    ...named('file removed', files.removed),
    ...named('file changed', files.changed),
    ...named(
      'file moved',
      files.moved.map(({ from, to }) => `${from} → ${to}`),
    ),
    ...(same ? ['  the files are the same'] : []),
  ].join('\n');
}

function rowsHead(head: string, { added, removed, changed, same, reordered }: RowDiff): string {
  if (added + removed + changed === 0)
    return `${head}: the same ${counted(same, 'record')}${reordered ? ', in another order' : ''}`;
  const counts = `${countText(added)} added, ${countText(removed)} removed, ${countText(changed)} changed, ${countText(same)} the same`;
  return `${head}: ${counts}`;
}

function rowLines(rows: RowDiff): readonly string[] {
  const { transitions, sources, contributors, examples, changed, pairedBy } = rows;
  const how =
    pairedBy === null
      ? 'by their place between rows that both have'
      : `by their ${visibleText(pairedBy)}`;
  return [
    ...(changed > 0 ? [`  changed rows are told ${how}`] : []),
    ...transitions
      .slice(0, LISTED)
      .map(
        ({ from, to, rows: count }) =>
          `  label ${shown(from)} → ${shown(to)}: ${counted(count, 'row')}`,
      ),
    ...sources.slice(0, LISTED).map((one) => groupLine('source', one)),
    ...contributors.slice(0, LISTED).map((one) => groupLine('contributor', one)),
    ...examples.changed.map(
      ({ rowBefore, rowAfter, columns }) =>
        `  ~ row ${rowBefore} → ${rowAfter}: ${Object.entries(columns)
          .map(([name, [old, now]]) => `${visibleText(name)}: ${shown(old)} → ${shown(now)}`)
          .join('; ')}`,
    ),
    ...examples.removed.map(({ row, values }) => `  - row ${row}: ${valuesText(values)}`),
    ...examples.added.map(({ row, values }) => `  + row ${row}: ${valuesText(values)}`),
  ];
}

function groupLine(
  what: string,
  { value, added, removed }: { value: string; added: number; removed: number },
): string {
  return `  ${what} ${visibleText(value)}: +${countText(added)} −${countText(removed)}`;
}

function valuesText(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${visibleText(name)}: ${shown(value)}`)
    .join('; ');
}

function shown(value: string | null): string {
  return value === null ? '(none)' : `‘${visibleText(value)}’`;
}

function named(what: string, names: readonly string[]): readonly string[] {
  const rest = names.length - LISTED;
  return [
    ...names.slice(0, LISTED).map((name) => `  ${what}: ${visibleText(name)}`),
    ...(rest > 0 ? [`  ${what}: ${countText(rest)} more; --json names all`] : []),
  ];
}
