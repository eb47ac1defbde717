import { visibleText } from '../../core/visible-text.ts';
import { type ShownVersion, showVersion } from '../../datasets/show-version.ts';
import { bytesText, counted, shareText } from '../../report/number-text.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { timeText, versionName } from './version-text.ts';

const MOST_FILES = 12;

/** `credence dataset show`: what a version is, where it comes from, and who said what of it. */
export async function runDatasetShow(reference: string, flags: WorkspaceFlags): Promise<void> {
  await inWorkspace(flags, async ({ workspace }) => {
    const shown = await showVersion(workspace, reference);
    printResult(flags, { json: shown, text: shownText(shown) });
  });
}

function shownText(shown: ShownVersion): string {
  const { version, manifest, author, owner, tags } = shown;
  const tainted =
    manifest.taintedShare === 0
      ? ''
      : `, ${shareText(manifest.taintedShare)} of it from a lower tier than its best source`;
  return [
    `${version.state.toUpperCase()}  ${versionName(version)}, since ${timeText(version.stateChanged)}`,
    `    id        ${version.id}`,
    `    made      ${timeText(version.created)} by ${visibleText(author)}${version.message === '' ? '' : `: ${visibleText(version.message)}`}`,
    `    owner     ${owner === null ? 'nobody: training is refused' : visibleText(owner)}`,
    `    holds     ${counted(version.files, 'file')}, ${bytesText(version.bytes)}, ${manifest.records === null ? 'no records that can be read' : counted(version.records, 'record')}`,
    `    tier      ${visibleText(manifest.tier)}${tainted}`,
    ...(tags.length === 0 ? [] : [`    tags      ${tags.join(', ')}`]),
    ...originLines(shown),
    ...actLines(shown),
    ...fileLines(shown),
  ].join('\n');
}

function originLines({ manifest, sources, retrievals }: ShownVersion): readonly string[] {
  const { transformation, parents } = manifest;
  return [
    ...sources.map(
      ({ name, publisher, state, licence }) =>
        `    source    ${name}, by ${visibleText(publisher)}, ${state}, ${visibleText(licence) || 'no licence named'}`,
    ),
    ...retrievals.map(
      ({ uriServed, pin, finished, publisherHash }) =>
        `    fetched   ${visibleText(uriServed)} at ${visibleText(pin)}, ${timeText(finished ?? '')}, published digest: ${publisherHash}`,
    ),
    ...parents.map((parent) => `    parent    ${parent}`),
    ...(transformation === null
      ? []
      : [`    made by   ${visibleText(transformation.name)}, code ${transformation.code}`]),
  ];
}

function actLines({ verdicts, approvals, runs }: ShownVersion): readonly string[] {
  return [
    ...verdicts.map(
      ({ gate, verdict, issued, expires }) =>
        `    verdict   ${gate}: ${verdict}, ${timeText(issued)}${expires === null ? '' : `, until ${timeText(expires)}`}`,
    ),
    ...approvals.map(
      ({ act, name, time, reason, purpose }) =>
        `    ${act.padEnd(9)} by ${visibleText(name)} for ${visibleText(purpose)}, ${timeText(time)}: ${visibleText(reason)}`,
    ),
    ...runs.map(({ name, state }) => `    run       ${visibleText(name)}, ${state}`),
  ];
}

function fileLines({ manifest: { files, schema } }: ShownVersion): readonly string[] {
  const columns = schema.map(
    ({ name, type, list }) => `${visibleText(name)} (${list ? 'list of ' : ''}${type})`,
  );
  const rest = files.length - MOST_FILES;
  return [
    ...(columns.length === 0 ? [] : [`    columns   ${columns.join(', ')}`]),
    ...files.slice(0, MOST_FILES).map(({ path, size, sha256, deletedRows }) => {
      const hidden =
        deletedRows === undefined ? '' : `, ${counted(deletedRows.count, 'row')} left out`;
      return `    file      ${visibleText(path)}, ${bytesText(size)}${hidden}, ${sha256}`;
    }),
    ...(rest > 0 ? [`    and ${counted(rest, 'more file')}; --json names all`] : []),
  ];
}
