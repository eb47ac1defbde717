import type { Digest } from '../../core/digest.ts';
import type { FileSource, StoredObject, VaultProblem } from '../object-store.ts';

/** What a thread of the vault can be asked for; each takes and gives plain data. */
export interface VaultTasks {
  /** Takes files into the thread's open batch. */
  store: { input: StoreInput; output: readonly StoredObject[] };
  /** Flushes the thread's batch and gives its objects their names. */
  commit: { input: { readonly root: string }; output: null };
  /** Gives the thread's batch up. */
  abandon: { input: { readonly root: string }; output: null };
  /** Hashes files without keeping them. */
  digest: { input: { readonly files: readonly FileSource[] }; output: readonly StoredObject[] };
  /** Reads and hashes objects that have files of their own. */
  check: { input: { readonly places: readonly ObjectPlace[] }; output: Checked };
  /** Reads and hashes the objects of a pack. */
  checkPack: { input: PackInput; output: Checked };
}

export interface StoreInput {
  readonly root: string;
  readonly files: readonly FileSource[];
}

export interface ObjectPlace {
  readonly digest: Digest;
  readonly path: string;
}

export interface PackInput {
  readonly path: string;
  /** Which objects to look at; null for all, the index included. */
  readonly only: readonly Digest[] | null;
}

export interface Checked {
  readonly objects: number;
  readonly bytes: number;
  readonly problems: readonly VaultProblem[];
}

export type VaultTaskName = keyof VaultTasks;
export type TaskInput<Name extends VaultTaskName> = VaultTasks[Name]['input'];
export type TaskOutput<Name extends VaultTaskName> = VaultTasks[Name]['output'];

/** A task on its way to a thread. */
export type VaultRequest = {
  [Name in VaultTaskName]: { readonly name: Name; readonly input: TaskInput<Name> };
}[VaultTaskName];
