import type { Digest } from '../../core/digest.ts';
import type { DatasetName, TagName } from '../../core/identifiers.ts';
import { parseEnvelope, payloadBytes } from '../../core/signing/dsse.ts';
import { decodeLeaf } from '../../ledger/leaf.ts';
import { isAbout, parseStatementAs, type Statement } from '../../statements/in-toto/statement.ts';
import { DATASET_TAG, type DatasetTagPredicate } from '../../statements/predicates/dataset-tag.ts';
import type { Workspace } from '../workspace.ts';

const ENTRIES = new Set(['dataset.tagged', 'dataset.tag-moved', 'dataset.tag-removed']);

/** Where a reference names a version by a tag: the tag; null where it does not. */
export async function tagNamed(
  { read }: Workspace,
  reference: string,
): Promise<{ readonly dataset: DatasetName; readonly tag: TagName } | null> {
  const [dataset = '', name = ''] = reference.split('@');
  const row = await read.tags.find(dataset as DatasetName, name as TagName);
  return row === undefined ? null : { dataset: row.dataset, tag: row.name };
}

/** Whether the last word of the ledger on a tag is that it names this version. */
export async function isTagLogged(
  workspace: Workspace,
  { dataset, tag }: { readonly dataset: DatasetName; readonly tag: TagName },
  version: Digest,
): Promise<boolean> {
  let said = false;
  for await (const statement of tagStatements(workspace)) {
    const { predicate } = statement;
    if (predicate.dataset === dataset && predicate.tag === tag)
      said = predicate.act !== 'removed' && isAbout(statement, version);
  }
  return said;
}

async function* tagStatements({
  read,
  vault,
}: Workspace): AsyncGenerator<Statement<DatasetTagPredicate>> {
  for await (const entry of read.leaves.read(0, await read.leaves.size())) {
    // Most entries are about something else: looking for the word is quicker than reading them.
    if (!Buffer.from(entry.buffer, entry.byteOffset, entry.length).includes('"dataset.tag'))
      continue;
    const { type, statement } = decodeLeaf(entry);
    if (statement === null || !ENTRIES.has(type)) continue;
    const envelope = parseEnvelope((await vault.bytes(statement)).toString());
    yield parseStatementAs(DATASET_TAG, payloadBytes(envelope));
  }
}
