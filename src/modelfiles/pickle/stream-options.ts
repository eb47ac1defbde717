import type { StorageDirectory } from './checks/torch-storage.ts';

/** What a pickle is part of. */
export interface StreamOptions {
  /** Offset of the first instruction within the source. */
  readonly start: number;
  /** Whether joblib may be the reader, which reads arrays' data between the instructions. */
  readonly inlineData: boolean;
  /** Raw numbers beside the pickle; `null` where it has none, and no persistent id is known. */
  readonly storages: StorageDirectory | null;
  /** Modules that come with the file itself and are judged there (TorchScript). */
  readonly ownModules?: (module: string) => boolean;
}
