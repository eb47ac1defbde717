import type { Setting } from '../../statements/scalars.ts';

/** Something on this machine that goes into a run, and what is said of it. */
export interface WantedArtifact {
  /** A file or folder; what is in it is hashed. */
  readonly path: string;
  /** Where it can be had, pinned to a version. */
  readonly uri?: string | undefined;
  readonly licence?: string | undefined;
}

/** What someone wants to train, on what, with what. */
export interface RunRequest {
  readonly name: string;
  /** `dataset@version`, or `dataset@version:role`; training is the role where none is named. */
  readonly datasets: readonly string[];
  /** Folders from which the run will read its data, outside of the vault. */
  readonly dataFolders: readonly string[];
  /** Null for training from scratch. */
  readonly baseModel: WantedArtifact | null;
  readonly code: WantedArtifact;
  /** The program that trains, where it is not the code. */
  readonly trainer: WantedArtifact | null;
  readonly tokenizer: WantedArtifact | null;
  readonly templates: readonly WantedArtifact[];
  /** Files of settings, YAML or JSON. */
  readonly configurations: readonly string[];
  /** Settings beside those of the files; they win. */
  readonly parameters: Readonly<Record<string, Setting>>;
  /** A file that tells libraries and machine: JSON, or a list of `name==version`. */
  readonly environment: string | null;
  readonly command: string | null;
  readonly trigger: 'manual' | 'api' | 'webhook' | 'scheduled';
  /** One of the policy's impacts; the least where absent. */
  readonly impact?: string | undefined;
  /** The run reads tables as their systems do, and so leaves out rows that these have deleted. */
  readonly leavesOutDeletedRows: boolean;
  /** Decide, and change nothing. */
  readonly dryRun: boolean;
}
