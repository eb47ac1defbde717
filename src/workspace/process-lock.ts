import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { CredenceError } from '../core/error.ts';
import { visibleText } from '../core/visible-text.ts';

const LONGEST_PAUSE = 50;

/**
 * A lock between processes that dies with its holder. The operating system holds it: SQLite's lock on
 * an empty file. A lock file with a process id would need someone to judge whether the holder lives,
 * and two who judge at once can both win.
 */
export class ProcessLock {
  readonly #database: DatabaseSync;
  readonly #note: string;
  readonly #name: string;
  #held = false;

  /** @throws CredenceError `STORAGE_FAILED` when the folder may not be written */
  constructor(folder: string, name: string) {
    this.#name = name;
    this.#note = join(folder, `${name}.holder`);
    try {
      mkdirSync(folder, { recursive: true });
      this.#database = new DatabaseSync(join(folder, `${name}.lock`));
      this.#database.exec('PRAGMA busy_timeout = 0');
    } catch (cause) {
      throw new CredenceError('STORAGE_FAILED', `The lock ${name} cannot be made in ${folder}.`, {
        at: { file: folder },
        hint: 'See that the folder may be written and that the disk has room.',
        cause,
      });
    }
  }

  /** Takes the lock if nobody holds it. */
  tryAcquire(): boolean {
    if (this.#held) return false;
    try {
      this.#database.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      if (isBusy(error)) return false;
      throw error;
    }
    this.#held = true;
    return true;
  }

  /**
   * Takes the lock, waiting for whoever holds it.
   *
   * @param patience in milliseconds
   * @throws CredenceError `LOCKED`, naming the holder
   */
  async acquire(patience: number): Promise<void> {
    const giveUp = performance.now() + patience;
    for (let wait = 1; !this.tryAcquire(); wait = Math.min(wait * 2, LONGEST_PAUSE)) {
      if (performance.now() > giveUp) {
        throw new CredenceError('LOCKED', `The lock ${this.#name} is held by ${this.#holder()}.`, {
          hint: 'Wait until the other command is done. If it died, its lock is gone with it.',
        });
      }
      await pause(wait);
    }
  }

  /** Leaves word for others who it is that holds the lock, and since when. */
  announce(): void {
    writeFileSync(this.#note, `process ${process.pid}, since ${new Date().toISOString()}`);
  }

  release(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#database.exec('ROLLBACK');
  }

  close(): void {
    this.release();
    if (this.#database.isOpen) this.#database.close();
  }

  #holder(): string {
    try {
      return visibleText(readFileSync(this.#note, 'utf8').slice(0, 100));
    } catch {
      // The note is a courtesy: who holds the lock need not have left one.
      return 'another process';
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}
