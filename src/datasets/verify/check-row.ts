import { canonicalJson } from '../../core/canonical-json.ts';
import type { VersionRow } from '../../registry/rows/versions.ts';
import type { DatasetManifest } from '../../vault/dataset-manifest.ts';
import type { VersionProblem } from './version-problem.ts';

/** Holds what the registry says of a version against its manifest. */
export function checkRow(row: VersionRow, manifest: DatasetManifest): readonly VersionProblem[] {
  const said = {
    dataset: row.dataset,
    parents: row.parents,
    message: row.message,
    created: row.created,
    tier: row.tier,
    records: row.records,
    files: row.files,
    bytes: row.bytes,
  };
  const meant: typeof said = {
    dataset: manifest.dataset,
    parents: manifest.parents,
    message: manifest.message,
    created: manifest.created,
    tier: manifest.tier,
    records: manifest.records?.count ?? 0,
    files: manifest.files.length,
    bytes: manifest.files.reduce((sum, { size }) => sum + size, 0),
  };
  const wrong = (Object.keys(said) as (keyof typeof said)[]).filter(
    (field) => canonicalJson(said[field]) !== canonicalJson(meant[field]),
  );
  if (wrong.length === 0) return [];
  return [
    {
      what: 'registry',
      message: `The registry misquotes the manifest: ${wrong.join(', ')}.`,
      hint: 'Somebody changed the registry. Run credence ledger verify, and restore a backup.',
    },
  ];
}
