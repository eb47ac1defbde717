import { visibleText } from '../core/visible-text.ts';
import type { SourceRow } from '../registry/rows/sources.ts';
import type { ActingIdentity } from '../workspace/identities/acting-identity.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { refuseSecrets, withoutSecrets } from './connectors/without-secrets.ts';
import { belongsTo } from './reference-uri.ts';
import { notAllowed, refuseIntake } from './refuse-intake.ts';
import { sourceEntryDigest } from './sources/source-entry.ts';

/**
 * The source that a reference belongs to, where it is on the allowlist. A refusal is noted in the ledger.
 *
 * @throws CredenceError `NOT_ALLOWED`; `USAGE` for a reference with a password in it
 */
export async function approvedSource(
  workspace: Workspace,
  { uri, source: name }: { readonly uri: string; readonly source: string },
  { identity }: ActingIdentity,
): Promise<SourceRow> {
  refuseSecrets(uri);
  const source = await workspace.read.sources.find(name as SourceRow['name']);
  const shown = visibleText(name);
  if (source === undefined)
    return await refuseIntake(
      workspace,
      notAllowed(
        `The source ${shown} is not on the allowlist, so nothing is taken from it.`,
        `Ask for it with credence source add ${shown}; someone else reviews it.`,
      ),
      { identity, subjects: [] },
    );
  const subjects = [sourceEntryDigest(source)];
  if (source.state !== 'approved')
    return await refuseIntake(
      workspace,
      notAllowed(
        `The source ${shown} is ${source.state}, so nothing is taken from it.`,
        `Someone other than who asked for it approves it: credence source review ${shown} --approve --reason …`,
      ),
      { identity, subjects },
    );
  if (belongsTo(uri, source.uris)) return source;
  return await refuseIntake(
    workspace,
    notAllowed(
      `‘${visibleText(withoutSecrets(uri))}’ does not belong to the source ${shown}.`,
      `It gives ${source.uris.map(visibleText).join(', ')}. Name the right source, or ask for a new one.`,
    ),
    { identity, subjects },
  );
}
