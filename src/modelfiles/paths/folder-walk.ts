import { readdirSync, realpathSync, statSync } from 'node:fs';
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
    this.#bounds = linkBounds(realpathSync(root));
    this.#visit(root, 0);
  }

  #visit(folder: string, depth: number): void {
    const real = realpathSync(folder);
    // A link to a folder above would otherwise be followed for ever.
    if (this.#visited.has(real)) return;
    this.#visited.add(real);
    if (depth > DEEPEST) {
      this.#refuse(folder, 'scan.too-deep', `Folders lie more than ${DEEPEST} deep.`);
      return;
    }
    for (const name of readdirSync(folder).sort()) {
      this.#attempt(join(folder, name), depth);
    }
  }

  #attempt(path: string, depth: number): void {
    try {
      this.#entry(path, depth);
    } catch (cause) {
      const what = cause instanceof Error ? visibleText(cause.message) : 'of an unknown reason';
      this.#refuse(path, 'scan.unreadable', `It cannot be read: ${what}.`);
    }
  }

  #entry(path: string, depth: number): void {
    const real = realpathSync(path);
    if (!isWithin(real, this.#bounds)) {
      this.#refuse(path, 'scan.link-outside', 'It is a link that leads out of the folder.');
      return;
    }
    const stats = statSync(real);
    if (stats.isDirectory()) {
      if (VERSION_CONTROL.has(basename(path))) this.passedOver.push(path);
      else this.#visit(path, depth + 1);
    } else if (!stats.isFile()) {
      this.#refuse(path, 'scan.special-file', 'It is neither a file nor a folder.');
    } else if (this.files.length === MOST_FILES) {
      this.#refuse(path, 'scan.limit', `The folder holds more than ${MOST_FILES} files.`);
    } else {
      this.files.push({ path, real });
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
