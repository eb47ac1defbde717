import type { DatasetName, DatasetVersionId, TagName } from '../../core/identifiers.ts';
import type { TagRow } from '../../registry/rows/tags.ts';
import { signStatement } from '../../statements/in-toto/signed-statement.ts';
import { datasetTagStatement } from '../../statements/predicates/dataset-tag.ts';
import type { ActingIdentity } from '../identities/acting-identity.ts';
import type { UnitOfWork } from '../unit-of-work.ts';

export interface TagAct {
  readonly dataset: DatasetName;
  readonly tag: TagName;
  readonly version: DatasetVersionId;
  readonly act: 'set' | 'move' | 'remove';
  /** What it named before; null where it is new. */
  readonly former: DatasetVersionId | null;
}

const ENTRIES = {
  set: 'dataset.tagged',
  move: 'dataset.tag-moved',
  remove: 'dataset.tag-removed',
} as const;
const ACTS = { set: 'set', move: 'moved', remove: 'removed' } as const;

/** Sets, moves or removes a tag: a signed act, in the ledger, so that a tag moved past it shows. */
export async function setTag(
  unit: UnitOfWork,
  { dataset, tag, version, act, former }: TagAct,
  { identity, signer }: ActingIdentity,
): Promise<TagRow> {
  const statement = datasetTagStatement(version, {
    dataset,
    tag,
    act: ACTS[act],
    former,
    by: identity.name,
    time: unit.now,
  });
  const { digest } = await unit.put({ bytes: JSON.stringify(signStatement(statement, [signer])) });
  const row: TagRow = {
    dataset,
    name: tag,
    version,
    moved: unit.now,
    movedBy: identity.principal,
  };
  if (act === 'remove') await unit.registry.tags.remove(dataset, tag);
  else await unit.registry.tags.put(row);
  await unit.log({
    type: ENTRIES[act],
    subjects: [version, ...(former === null ? [] : [former])],
    statement: digest,
    actor: identity.keyId,
  });
  return row;
}
