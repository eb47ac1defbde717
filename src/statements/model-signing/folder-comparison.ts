import { visibleText } from '../../core/visible-text.ts';
import { type FolderEntry, type FolderReader, ONE_FILE, underOwnName } from './folder-reader.ts';
import { hashFile, reasonAgainst } from './hash-folder.ts';
import { DEFAULT_IGNORED, isIgnored, isLoadable } from './ignored-paths.ts';
import { pathOfResource } from './resource-name.ts';
import type { SignedManifest } from './signed-manifest.ts';

/** What a caller allows beside the signed files. */
export interface FolderDemands {
  /** Where the signature itself lies in the folder, so that it is not taken for an unsigned file. */
  readonly signaturePath?: string | undefined;
  /** What the caller leaves out knowingly, as paths from the folder. */
  readonly ignorePaths?: readonly string[] | undefined;
  /** Files that nobody signed are listed instead of refused. */
  readonly allowUnsigned?: boolean | undefined;
  /** Links to files are followed, where the signature says that they were. */
  readonly allowSymlinks?: boolean | undefined;
}

/**
 * What came of it. `verified`: every signed byte is there, and nothing else that could matter.
 * `inconclusive`: nothing was found wrong, but something could not be checked; never to be treated as
 * verified.
 */
export interface ComparedFolder {
  readonly state: 'verified' | 'failed' | 'inconclusive';
  /** Grounds of `failed`. */
  readonly problems: readonly string[];
  /** Grounds of `inconclusive`. */
  readonly unchecked: readonly string[];
  /** Files that were there and signed, and are as they were. */
  readonly verifiedFiles: number;
  /** Files that are there and that the signature does not cover, by who left them out. */
  readonly uncovered: UncoveredFiles;
  /** What a reader should know although it decides nothing. */
  readonly notes: readonly string[];
}

export interface UncoveredFiles {
  /** By default, by the caller, or for being the signature. */
  readonly ignored: readonly string[];
  /** By the signature alone: its maker wanted them left out. */
  readonly hiddenBySignature: readonly string[];
  /** By nobody. */
  readonly unsigned: readonly string[];
  /** Empty ones, which a signature over shards leaves out (OMS §6.3.2). */
  readonly empty: readonly string[];
}

/** Holds what is signed against what is there. */
export class FolderComparison {
  readonly #manifest: SignedManifest;
  readonly #demands: FolderDemands;
  readonly #folderName: string;
  /** What is signed and was not met yet. */
  readonly #missing: Map<string, string>;
  readonly #signedPaths: ReadonlySet<string>;
  readonly #problems: string[] = [];
  readonly #ignored: string[] = [];
  readonly #hidden: string[] = [];
  readonly #unsigned: string[] = [];
  readonly #empty: string[] = [];
  #verified = 0;

  constructor(manifest: SignedManifest, demands: FolderDemands, folderName: string) {
    const { method } = manifest.serialization;
    this.#manifest = manifest;
    this.#demands = demands;
    this.#folderName = folderName;
    this.#missing = new Map(manifest.resources.map(({ name, digest }) => [name, digest]));
    this.#signedPaths = new Set(manifest.resources.map(({ name }) => pathOfResource(name, method)));
  }

  async take(entry: FolderEntry, folder: FolderReader): Promise<void> {
    const signed = this.#signedPathOf(entry.path);
    if (signed === null) return this.#leaveOut(entry);
    const reason = reasonAgainst(entry, this.#allowsSymlinks);
    if (reason !== null) this.#problems.push(`${reason}.`);
    else
      await this.#check(
        { ...entry, path: signed },
        signed === entry.path ? folder : underOwnName(folder),
      );
  }

  finish(): ComparedFolder {
    const { ignorePaths } = this.#manifest.serialization;
    const problems = [...this.#problems, ...this.#absent(), ...this.#uncoveredProblems()];
    const harmless = this.#hidden.filter((path) => !isLoadable(path));
    const unchecked = harmless.map(
      (path) => `${visibleText(path)} is there, unsigned: the signature says to ignore it.`,
    );
    return {
      state: stateOf(problems, unchecked),
      problems,
      unchecked,
      verifiedFiles: this.#verified,
      uncovered: {
        ignored: this.#ignored.sort(),
        hiddenBySignature: this.#hidden.sort(),
        unsigned: this.#unsigned.sort(),
        empty: this.#empty.sort(),
      },
      notes: notesOn(this.#manifest, ignorePaths),
    };
  }

  get #allowsSymlinks(): boolean {
    return this.#demands.allowSymlinks === true && this.#manifest.serialization.allowSymlinks;
  }

  /** A file alone is signed as `.`, or by its own name (OMS §6.1.2). */
  #signedPathOf(path: string): string | null {
    if (this.#signedPaths.has(path)) return path;
    const own = path === ONE_FILE && this.#signedPaths.size === 1;
    return own && this.#signedPaths.has(this.#folderName) ? this.#folderName : null;
  }

  async #check(entry: FolderEntry, folder: FolderReader): Promise<void> {
    let intact = true;
    for await (const { name, digest } of hashFile(folder, entry, this.#manifest.serialization)) {
      if (this.#missing.get(name) !== digest) {
        intact = false;
        this.#problems.push(`${visibleText(name)} is not as it was signed.`);
      }
      this.#missing.delete(name);
    }
    if (intact) this.#verified += 1;
  }

  #leaveOut({ path, kind, bytes }: FolderEntry): void {
    const { ignorePaths = [], signaturePath } = this.#demands;
    const { shardSize, ignorePaths: hidden } = this.#manifest.serialization;
    if (path === signaturePath || isIgnored(path, [...DEFAULT_IGNORED, ...ignorePaths]))
      this.#ignored.push(path);
    else if (isIgnored(path, hidden)) this.#hidden.push(path);
    else if (shardSize !== null && kind === 'file' && bytes === 0) this.#empty.push(path);
    else this.#unsigned.push(path);
  }

  *#absent(): Iterable<string> {
    for (const name of this.#missing.keys())
      yield `${visibleText(name)} was signed and is not there.`;
  }

  *#uncoveredProblems(): Iterable<string> {
    for (const path of this.#hidden.filter(isLoadable)) {
      yield `${visibleText(path)} can be loaded and nobody signed it: the signature says to ignore it.`;
    }
    if (this.#demands.allowUnsigned === true) return;
    for (const path of this.#unsigned) yield `${visibleText(path)} is there and was not signed.`;
  }
}

function stateOf(
  problems: readonly string[],
  unchecked: readonly string[],
): ComparedFolder['state'] {
  if (problems.length > 0) return 'failed';
  return unchecked.length > 0 ? 'inconclusive' : 'verified';
}

function notesOn({ rootDigest }: SignedManifest, ignorePaths: readonly string[]): string[] {
  const beyond = ignorePaths.filter((path) => !DEFAULT_IGNORED.includes(path));
  return [
    ...(rootDigest === null ? ['Signed in the format of v0.2, which names no root digest.'] : []),
    ...(beyond.length > 0
      ? [`The signature says to ignore ${beyond.map(visibleText).join(', ')}.`]
      : []),
  ];
}
