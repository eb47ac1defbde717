import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of a collection, and what is known about it. */
export interface Sample {
  /** Within the collection. */
  readonly name: string;
  readonly path: string;
  readonly label: string;
  /** Names that it imports, where the collection lists them. */
  readonly imports: readonly string[];
}

/** `MANIFEST.tsv` of a folder of pickles: those of its files that are there. */
export function readPickleManifest(folder: string): readonly Sample[] {
  const [header = '', ...rows] = readFileSync(join(folder, 'MANIFEST.tsv'), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = header.split('\t');
  const [nameAt, labelAt] = [columns.indexOf('path'), columns.indexOf('label')];
  return present(
    folder,
    rows.map((row) => {
      const cells = row.split('\t');
      return { name: cells[nameAt] ?? '', label: cells[labelAt] ?? '', imports: [] };
    }),
  );
}

/** `manifest.jsonl` of a folder of ordinary models: those of its files that are there. */
export function readModelManifest(folder: string): readonly Sample[] {
  const lines = readFileSync(join(folder, 'manifest.jsonl'), 'utf8').trimEnd().split('\n');
  return present(
    folder,
    lines.map((line) => {
      const { file, expected, imports }: ModelLine = JSON.parse(line);
      return { name: file, label: expected, imports: imports ?? [] };
    }),
  );
}

interface ModelLine {
  readonly file: string;
  readonly expected: string;
  readonly imports?: readonly string[];
}

function present(folder: string, samples: readonly Omit<Sample, 'path'>[]): readonly Sample[] {
  return samples
    .map((sample) => ({ ...sample, path: join(folder, sample.name) }))
    .filter(({ path }) => existsSync(path));
}
