import { appendFile, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '../core/canonical-json.ts';
import { type Digest, digestOf } from '../core/digest.ts';
import type { DatasetName } from '../core/identifiers.ts';
import type { PinnedSource } from './connectors/connector.ts';
import type { PublishedMatch } from './connectors/published-digest.ts';

/** A file that is in the vault already. */
export interface FetchedFile {
  readonly path: string;
  readonly sha256: Digest;
  readonly size: number;
  readonly published: PublishedMatch;
}

const NAME = 'journal.jsonl';
const ABANDONED_MS = 30 * 24 * 3_600_000;

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

  /** The journal of one version of one source, on its way into one dataset. */
  static async open(
    scratch: string,
    { system, served, version }: PinnedSource,
    dataset: DatasetName,
  ): Promise<FetchJournal> {
    const key = digestOf(canonicalJson([system, served, version, dataset]));
    const all = join(scratch, 'intake');
    await mkdir(all, { recursive: true });
    await forgetAbandoned(all);
    const folder = join(all, key.slice(7, 39));
    await mkdir(folder, { recursive: true });
    return new FetchJournal(folder, await readJournal(join(folder, NAME)));
  }

  /** Where the bytes of a file are gathered until they are whole. */
  partOf(path: string): string {
    return join(this.folder, `${digestOf(path).slice(7)}.part`);
  }

  async add(files: readonly FetchedFile[]): Promise<void> {
    const lines = files.map((file) => `${JSON.stringify(file)}\n`).join('');
    await appendFile(join(this.folder, NAME), lines);
  }

  /** Forgets bytes that turned out to be wrong, so that the next attempt fetches them anew. */
  async discard(paths: readonly string[]): Promise<void> {
    for (const path of paths) await rm(this.partOf(path), { force: true });
  }

  /** Forgets everything, once the intake is recorded. */
  async close(): Promise<void> {
    // The journal first: without it, nobody relies on parts that may be gone already.
    await rm(join(this.folder, NAME), { force: true });
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function readJournal(file: string): Promise<ReadonlyMap<string, FetchedFile>> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const done = new Map<string, FetchedFile>();
  // What follows the last line break was cut off by whatever interrupted the intake.
  for (const line of text.split('\n').slice(0, -1)) {
    const known = LINE.safeParse(parsed(line)).data;
    if (known !== undefined) done.set(known.path, known);
  }
  return done;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    // A damaged line costs a file that is fetched again.
    return null;
  }
}

/** Removes what nobody went on with. */
async function forgetAbandoned(all: string): Promise<void> {
  for (const name of await readdir(all)) {
    const found = await stat(join(all, name)).catch(() => null);
    if (found !== null && Date.now() - found.mtimeMs > ABANDONED_MS)
      await rm(join(all, name), { recursive: true, force: true });
  }
}
