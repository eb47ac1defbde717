import type { Digest } from '../../core/digest.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { DatasetManifest } from '../../vault/dataset-manifest.ts';
import type { ObjectStore } from '../../vault/object-store.ts';
import type { VersionProblem } from './version-problem.ts';

const RESTORE = 'Restore it from a backup, or take the version in again from its source.';

/** Reads every byte of a version's files and lists, and holds it against the manifest. */
export async function checkFiles(
  manifest: DatasetManifest,
  vault: ObjectStore,
): Promise<{ readonly bytes: number; readonly problems: readonly VersionProblem[] }> {
  const objects = objectsOf(manifest);
  const { bytes, problems: found } = await vault.verify(objects.map(({ digest }) => digest));
  const damage = new Map(found.map((problem) => [problem.digest, problem]));
  const problems: VersionProblem[] = [];
  for (const { digest, what, file, size, name } of objects) {
    const damaged = damage.get(digest);
    if (damaged !== undefined) {
      const how = damaged.kind === 'missing' ? 'is missing from the vault' : 'was altered';
      problems.push({ what, file, message: `${name} ${how}: ${damaged.message}`, hint: RESTORE });
    } else if ((await vault.size(digest)) !== size) {
      const message = `${name} has another size than the manifest says.`;
      problems.push({ what, file, message, hint: RESTORE });
    }
  }
  return { bytes, problems };
}

interface NamedObject {
  readonly what: VersionProblem['what'];
  readonly digest: Digest;
  readonly size: number;
  readonly name: string;
  readonly file?: string;
}

function objectsOf({ files, records }: DatasetManifest): readonly NamedObject[] {
  return [
    ...files.flatMap(({ path, sha256, size, deletedRows }): NamedObject[] => {
      const name = visibleText(path);
      const file: NamedObject = { what: 'file', digest: sha256, size, name, file: path };
      if (deletedRows === undefined) return [file];
      const { rows, count } = deletedRows;
      const list = `The list of deleted rows of ${name}`;
      return [file, { what: 'list', digest: rows, size: count * 4, name: list, file: path }];
    }),
    ...(records === null
      ? []
      : [
          {
            what: 'list',
            digest: records.digests,
            size: records.count * 32,
            name: 'The list of record digests',
          } as const,
        ]),
  ];
}
