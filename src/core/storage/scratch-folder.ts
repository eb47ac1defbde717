import { hash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { FileSystem } from './file-system.ts';
import { processStart } from './process-start.ts';

const NAME = /^([0-9a-f]{8})\.(\d{1,10})\.[0-9a-f]{16}$/;

/** How far the clocks of files and processes may differ. */
const SLACK_MS = 2_000;

/** After this, what another machine left is taken for dead. */
const FOREIGN_MS = 24 * 3_600_000;

/**
 * A folder for files that are being written. Names tell machine and process, so that what a crash left
 * is told from what a running process still writes, and is swept.
 */
export class ScratchFolder {
  readonly path: string;
  readonly #files: FileSystem;

  constructor(path: string, files: FileSystem) {
    this.path = path;
    this.#files = files;
  }

  /** A path for a new file, which nobody else will choose. */
  newPath(): string {
    return join(this.path, `${machine()}.${process.pid}.${randomBytes(8).toString('hex')}`);
  }

  /** Removes what no running process writes any more; returns the names. */
  sweep(): readonly string[] {
    const dead = this.#files.list(this.path).filter((name) => this.#isDead(name));
    for (const name of dead) this.#files.remove(join(this.path, name));
    return dead;
  }

  #isDead(name: string): boolean {
    const status = this.#files.status(join(this.path, name));
    if (status === null || status.kind === 'folder') return false;
    const [, host, pid] = NAME.exec(name) ?? [];
    if (host !== machine()) return status.modifiedMs < Date.now() - FOREIGN_MS;
    const start = processStart(Number(pid));
    return start === null || status.modifiedMs < start - SLACK_MS;
  }
}

function machine(): string {
  return hash('sha256', hostname(), 'hex').slice(0, 8);
}
