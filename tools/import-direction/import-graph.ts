import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type FileReference, fileReferences } from './file-references.ts';

/** Modules of a source folder and what each refers to. Paths are relative to it, with `/`. */
export interface ImportGraph {
  readonly files: readonly string[];
  readonly edges: readonly ImportEdge[];
}

export interface ImportEdge {
  readonly from: string;
  readonly reference: FileReference;
  /** The file referred to, where it is one of ours; it may lie outside (`../package.json`). */
  readonly to: string | undefined;
  readonly exists: boolean;
}

/** Reads every module under `root` except those below the ignored folders (relative, ending in `/`). */
export function readImportGraph(root: string, ignored: readonly string[]): ImportGraph {
  const files = globSync('**/*.{ts,mts,cts,tsx,js,mjs,cjs,jsx}', { cwd: root })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => !ignored.some((folder) => path.startsWith(folder)))
    .sort();
  const edges = files.flatMap((from) =>
    fileReferences(from, readFileSync(join(root, from), 'utf8')).map((reference) =>
      edgeOf(root, from, reference),
    ),
  );
  return { files, edges };
}

function edgeOf(root: string, from: string, reference: FileReference): ImportEdge {
  if (reference.kind === 'computed' || !isPath(reference)) {
    return { from, reference, to: undefined, exists: true };
  }
  const target = resolve(root, dirname(from), reference.specifier);
  const to = relative(root, target).split(sep).join('/');
  return { from, reference, to, exists: existsSync(target) };
}

function isPath({ kind, specifier }: FileReference): boolean {
  if (kind === 'url') return !/^[a-z][a-z+.-]*:/.test(specifier);
  return specifier.startsWith('.') || specifier.startsWith('/');
}
