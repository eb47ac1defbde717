import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '../core/canonical-json.ts';
import type { Digest } from '../core/digest.ts';
import type { PinnedSource } from './connectors/connector.ts';
import type { PublishedMatch } from './connectors/published-digest.ts';

/** A file that is in the vault already. */
export interface FetchedFile {
  readonly path: string;
  readonly sha256: Digest;
  readonly size: number;
  readonly published: PublishedMatch;
}

const LINE: z.ZodType<FetchedFile> = z.object({
  path: z.string(),
  sha256: z.string().regex(/^sha256:[0-9a-f]{64}$/) as unknown as z.ZodType<Digest>,
  size: z.int().min(0),
  published: z.enum(['match', 'mismatch', 'not-published']),
});

/**
 * What an intake has done so far, so that one that was interrupted goes on: files that the vault has
 * acknowledged, and parts of those that it has not. It is scratch: losing it costs time and no data.
 */
export class FetchJournal {
  readonly folder: string;
  readonly done: ReadonlyMap<string, FetchedFile>;

  private constructor(folder: string, done: ReadonlyMap<string, FetchedFile>) {
    this.folder = folder;
    this.done = done;
  }

  /** The journal of one version of one source. */
  static async open(
    scratch: string,
    { system, served, version }: PinnedSource,
  ): Promise<FetchJournal> {
    const key = createHash('sha256')
      .update(canonicalJson([system, served, version]))
      .digest('hex');
    const folder = join(scratch, 'intake', key.slice(0, 32));
    await mkdir(folder, { recursive: true });
    const text = await readFile(join(folder, 'journal.jsonl'), 'utf8').catch(() => '');
    const done = new Map<string, FetchedFile>();
    for (const line of text.split('\n').slice(0, -1)) {
      const file = LINE.safeParse(JSON.parse(line)).data;
      if (file !== undefined) done.set(file.path, file);
    }
    return new FetchJournal(folder, done);
  }

  /** Where the bytes of a file are gathered until they are whole. */
  partOf(path: string): string {
    return join(this.folder, `${createHash('sha256').update(path).digest('hex')}.part`);
  }

  async add(files: readonly FetchedFile[]): Promise<void> {
    const lines = files.map((file) => `${JSON.stringify(file)}\n`).join('');
    await appendFile(join(this.folder, 'journal.jsonl'), lines);
  }

  /** Forgets everything, once the intake is recorded. */
  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
