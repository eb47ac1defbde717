import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { visibleText } from '../../core/visible-text.ts';
import type { Problem } from '../inspection.ts';
import { problem } from '../problem.ts';
import { isWithin, linkBounds } from './folder-bounds.ts';
import type { FoundFile, Unscannable } from './found-file.ts';

/** Histories, which no loader of models reads. */
const VERSION_CONTROL: ReadonlySet<string> = new Set(['.git', '.hg', '.svn']);
const DEEPEST = 64;
const MOST_FILES = 1_000_000;

/**
 * Everything below a folder. A link is followed where it stays within the folder, or within the
 * repository of a Hugging Face cache that the folder belongs to, whose snapshots are links to blobs.
 */
export class FolderWalk {
  readonly files: FoundFile[] = [];
  readonly unscannable: Unscannable[] = [];
  /** Folders of version control. */
  readonly passedOver: string[] = [];
  readonly #bounds: string;
  readonly #visited = new Set<string>();

  /** @param root as it was given; it must be a folder */
  constructor(root: string) {
    const real = realpathSync(root);
    this.#bounds = linkBounds(real);
    this.#visit({ path: root, real }, 0);
  }

  #visit({ path: folder, real }: FoundFile, depth: number): void {
    // A link to a folder above would otherwise be followed for ever.
    if (this.#visited.has(real)) return;
    this.#visited.add(real);
    if (depth > DEEPEST) {
      this.#refuse(folder, 'scan.too-deep', `Folders lie more than ${DEEPEST} deep.`);
      return;
    }
    const entries = readdirSync(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const place = { path: join(folder, entry.name), real: join(real, entry.name) };
      this.#attempt(place, entry, depth);
    }
  }

  #attempt(place: FoundFile, entry: Dirent, depth: number): void {
    const { path } = place;
    try {
      // Most entries are what they say, and need no look at the disk.
      if (entry.isFile() || entry.isDirectory()) this.#entry(place, entry, depth);
      else this.#link(path, depth);
    } catch (cause) {
      const what = cause instanceof Error ? visibleText(cause.message) : 'of an unknown reason';
      this.#refuse(path, 'scan.unreadable', `It cannot be read: ${what}.`);
    }
  }

  #link(path: string, depth: number): void {
    const real = realpathSync(path);
    if (!isWithin(real, this.#bounds)) {
      this.#refuse(path, 'scan.link-outside', 'It is a link that leads out of the folder.');
      return;
    }
    this.#entry({ path, real }, statSync(real), depth);
  }

  #entry(place: FoundFile, what: Pick<Dirent, 'isFile' | 'isDirectory'>, depth: number): void {
    const { path } = place;
    if (what.isDirectory()) {
      if (VERSION_CONTROL.has(basename(path))) this.passedOver.push(path);
      else this.#visit(place, depth + 1);
    } else if (!what.isFile()) {
      this.#refuse(path, 'scan.special-file', 'It is neither a file nor a folder.');
    } else if (this.files.length === MOST_FILES) {
      this.#refuse(path, 'scan.limit', `The folder holds more than ${MOST_FILES} files.`);
    } else {
      this.files.push(place);
    }
  }

  #refuse(path: string, rule: string, summary: string): void {
    this.unscannable.push({ path, problem: unscannableProblem(rule, summary) });
  }
}

export function unscannableProblem(rule: string, summary: string): Problem {
  return problem('inconclusive', {
    rule,
    summary,
    action: 'Give the path of the file itself, where it can be read.',
  });
}
