import type { Digest } from '../../core/digest.ts';
import type { DatasetName, TagName } from '../../core/identifiers.ts';
import { parseEnvelope, payloadBytes } from '../../core/signing/dsse.ts';
import { decodeLeaf } from '../../ledger/leaf.ts';
import { isAbout, parseStatementAs, type Statement } from '../../statements/in-toto/statement.ts';
import { DATASET_TAG, type DatasetTagPredicate } from '../../statements/predicates/dataset-tag.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { VersionProblem } from './version-problem.ts';

const ENTRIES = new Set(['dataset.tagged', 'dataset.tag-moved', 'dataset.tag-removed']);

/**
 * Where a version was named by a tag: whether the ledger says that the tag names it.
 *
 * @param reference `dataset@version`
 */
export async function checkTag(
  workspace: Workspace,
  reference: string,
  version: Digest,
): Promise<readonly VersionProblem[]> {
  const [dataset = '', name = ''] = reference.split('@');
  const tag = await workspace.read.tags.find(dataset as DatasetName, name as TagName);
  if (tag === undefined) return [];
  let said = false;
  for await (const statement of tagStatements(workspace)) {
    const { predicate } = statement;
    if (predicate.dataset === dataset && predicate.tag === name)
      said = predicate.act !== 'removed' && isAbout(statement, version);
  }
  if (said) return [];
  return [
    {
      what: 'registry',
      message: `The ledger does not say that the tag ${name} names this version.`,
      hint: 'Somebody moved the tag past the ledger. Name the version by its id.',
    },
  ];
}

async function* tagStatements({
  read,
  vault,
}: Workspace): AsyncGenerator<Statement<DatasetTagPredicate>> {
  for await (const entry of read.leaves.read(0, await read.leaves.size())) {
    const { type, statement } = decodeLeaf(entry);
    if (statement === null || !ENTRIES.has(type)) continue;
    const envelope = parseEnvelope((await vault.bytes(statement)).toString());
    yield parseStatementAs(DATASET_TAG, payloadBytes(envelope));
  }
}
