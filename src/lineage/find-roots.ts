import { CredenceError } from '../core/error.ts';
import {
  type DatasetName,
  type ModelName,
  type NodeId,
  nodeId,
  type SourceName,
} from '../core/identifiers.ts';
import { visibleText } from '../core/visible-text.ts';
import { resolveModel } from '../workspace/models/resolve-model.ts';
import { findRun } from '../workspace/runs/find-run.ts';
import { resolveVersion } from '../workspace/versions/resolve-version.ts';
import type { Workspace } from '../workspace/workspace.ts';

export const TRACED_KINDS = ['record', 'dataset', 'model', 'source', 'run'] as const;

/** What a trace may begin at; records are found by what versions commit to. */
export type TracedKind = (typeof TRACED_KINDS)[number];

/**
 * Where a trace begins. A dataset without version is all its versions, a model without version too; a
 * model that was made elsewhere is known by its digest alone.
 *
 * @throws CredenceError `NOT_FOUND`, `DATA_AMBIGUOUS`, `NOT_PINNED`; `INTEGRITY_FAILED`
 */
export async function findRoots(
  { read, vault }: Workspace,
  kind: Exclude<TracedKind, 'record'>,
  reference: string,
): Promise<readonly NodeId[]> {
  switch (kind) {
    case 'dataset': {
      if (!reference.includes('@')) {
        const versions = await read.versions.ofDataset(reference as DatasetName);
        if (versions.length > 0) return versions.map(({ id }) => nodeId('version', id));
      }
      const { row } = await resolveVersion({ tables: read, vault }, reference);
      return [nodeId('version', row.id)];
    }
    case 'model': {
      if (/^sha256:[0-9a-f]{64}$/.test(reference)) return [nodeId('model', reference)];
      const versions = await read.models.versions(reference as ModelName);
      if (versions.length > 0) return versions.map(({ id }) => nodeId('model', id));
      return [nodeId('model', (await resolveModel(read, reference)).id)];
    }
    case 'source': {
      if ((await read.sources.find(reference as SourceName)) !== undefined)
        return [nodeId('source', reference)];
      throw new CredenceError('NOT_FOUND', `There is no source ${visibleText(reference)}.`, {
        hint: 'See which there are with credence source list.',
      });
    }
    case 'run':
      return [nodeId('run', (await findRun(read, reference)).id)];
  }
}
